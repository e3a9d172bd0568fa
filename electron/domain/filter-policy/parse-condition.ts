import { parseAnythingBut } from './parse-anything-but.ts';
import { parseBlock } from './cidr.ts';
import type { JsonNode, Span } from './json.ts';
import type { Condition, PolicyFault } from './model.ts';
import { parseNumeric } from './parse-numeric.ts';
import { parseTextPattern } from './parse-text.ts';
import { toScalar } from './scalar.ts';

/** A condition as far as it has a meaning, and what AWS would refuse about it. */
export interface ParsedCondition {
  condition?: Condition;
  faults: PolicyFault[];
}

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

function parseOperator(name: string, argument: JsonNode, whole: Span): ParsedCondition {
  const span = spanOf(whole);
  switch (name) {
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'wildcard': {
      const { pattern, reason } = parseTextPattern(name, argument);
      return {
        ...(pattern && { condition: { ...pattern, ...span } }),
        faults: reason === undefined ? [] : [{ reason, ...spanOf(argument) }],
      };
    }
    case 'numeric':
      return parseNumeric(argument, span);
    case 'exists':
      if (argument.kind !== 'literal' || argument.value === null) {
        return fault(argument, 'exists match pattern must be either true or false.');
      }
      return { condition: { operator: 'exists', expected: argument.value, ...span }, faults: [] };
    case 'cidr':
      return parseCidr(argument, span);
    case 'anything-but':
      return parseAnythingBut(argument, span);
    default:
      return fault(argument, `Unrecognized match type ${name}`);
  }
}

function parseCidr(argument: JsonNode, span: Span): ParsedCondition {
  // The word is AWS's own slip, recorded.
  if (argument.kind !== 'string') return fault(argument, 'prefix match pattern must be a string');
  const { block, error } = parseBlock(argument.value);
  return {
    ...(block && { condition: { operator: 'cidr', text: argument.value, block, ...span } }),
    faults: error === undefined ? [] : [{ reason: error, ...spanOf(argument) }],
  };
}

function fault(at: Span, reason: string): ParsedCondition {
  return { faults: [{ reason, ...spanOf(at) }] };
}

function spanOf({ offset, length }: Span): Span {
  return { offset, length };
}
