import type { JsonNode, Span } from './json-node.ts';
import type { PolicyFault } from './model.ts';
import type { Scalar, TextOperator, TextPattern } from './condition.ts';
import type { ParsedCondition } from './parsed-condition.ts';
import { parseTextPattern } from './parse-text.ts';
import { toScalar } from './scalar.ts';

const INNER: readonly string[] = [
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
] satisfies TextOperator[];

/** Reads the argument of `anything-but`: a text, a number, a list of either, or one operator over text. */
export function parseAnythingBut(argument: JsonNode, span: Span): ParsedCondition {
  switch (argument.kind) {
    case 'object':
      return parseInner(argument.members, argument, span);
    case 'array':
      return parseList(argument.items, argument, span);
    case 'literal':
      return refuse(argument, 'Value of anything-but must be an array or single string/number value.');
    default:
      return { condition: { operator: 'anything-but', values: [toScalar(argument)], ...span }, faults: [] };
  }
}

function parseList(items: JsonNode[], list: Span, span: Span): ParsedCondition {
  const values: Scalar[] = [];
  for (const item of items) {
    if (item.kind !== 'string' && item.kind !== 'number') {
      return refuse(item, 'Inside anything but list, start|null|boolean is not supported.');
    }
    values.push(toScalar(item));
  }
  const kinds = new Set(items.map((item) => item.kind));
  const faults: PolicyFault[] = [];
  if (kinds.size !== 1) {
    const reason =
      'Inside anything but list, either all values are number or string, mixed type is not supported';
    faults.push({ reason, offset: list.offset, length: list.length });
  }
  return { condition: { operator: 'anything-but', values, ...span }, faults };
}

function parseInner(
  [first, second]: Extract<JsonNode, { kind: 'object' }>['members'],
  whole: Span,
  span: Span,
): ParsedCondition {
  if (!first) return refuse(whole, 'Anything-But expression name not found');
  if (!isInner(first.key)) return refuse(first.value, `Unsupported anything-but pattern: ${first.key}`);
  const operator = first.key;
  const items =
    first.value.kind === 'array' && first.value.items.length > 0 ? first.value.items : [first.value];
  const patterns: TextPattern[] = [];
  const faults: PolicyFault[] = [];
  for (const item of items) {
    const { pattern, reason } = parseTextPattern(operator, item);
    if (pattern) patterns.push(pattern);
    const empty = pattern?.text === '' ? 'Null prefix/suffix not allowed' : undefined;
    const refusal = reason ?? empty;
    if (refusal) faults.push({ reason: refusal, offset: item.offset, length: item.length });
  }
  if (second) faults.push({ reason: 'Only one key allowed in match expression', ...second.span });
  return { condition: { operator: 'anything-but-text', inner: operator, patterns, ...span }, faults };
}

function isInner(name: string): name is TextOperator {
  return INNER.includes(name);
}

function refuse({ offset, length }: Span, reason: string): ParsedCondition {
  return { faults: [{ reason, offset, length }] };
}
