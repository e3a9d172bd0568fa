import type { JsonNode } from './json-node.ts';
import { toScalar } from './scalar.ts';
import { fault, type ParsedCondition, spanOf } from './parsed-condition.ts';
import { parseOperator } from './parse-operator.ts';

/** Reads one element of a key's list. */
export function parseCondition(node: JsonNode): ParsedCondition {
  if (node.kind === 'array') return fault(node, 'Match value must be String, number, true, false, or null');
  if (node.kind !== 'object') {
    return { condition: { operator: 'equals', value: toScalar(node), ...spanOf(node) }, faults: [] };
  }
  const [first, second] = node.members;
  if (!first) return fault(node, 'Match expression name not found');
  const parsed = parseOperator(first.key, first.value, node);
  if (second) {
    const numeric =
      first.key === 'numeric' || (first.key === 'anything-but' && first.value.kind !== 'object');
    const reason = numeric
      ? 'Too many elements in numeric expression'
      : 'Only one key allowed in match expression';
    // A name that is no operator is refused before what follows it.
    if (parsed.faults.length === 0) return { ...parsed, faults: [{ reason, ...second.span }] };
  }
  return parsed;
}
