import type { JsonNode, Span } from './json-node.ts';
import type { NumberValue } from './condition.ts';
import type { ParsedCondition } from './parsed-condition.ts';
import { toNumberValue } from './scalar.ts';

const NAMES: Readonly<Record<string, string>> = { '=': 'equals', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

/** Reads `["=", n]`, `["<", n]`, `[">", low, "<=", high]`...; refusals in AWS's words, in the order in which it reads. */
export function parseNumeric(argument: JsonNode, span: Span): ParsedCondition {
  if (argument.kind !== 'array') return refuse(argument, 'Value of numeric must be an array.');
  const [first, second, third, fourth, fifth] = argument.items;
  if (first?.kind !== 'string')
    return refuse(first ?? argument, `Invalid member in numeric match: ${token(first)}`);
  const operator = first.value;
  const name = Object.hasOwn(NAMES, operator) ? NAMES[operator] : undefined;
  if (!name) return refuse(first, `Unrecognized numeric range operator: ${operator}`);
  if (second?.kind !== 'number') return refuse(second ?? argument, `Value of ${name} must be numeric`);
  const number = toNumberValue(second.text);
  const inclusive = operator.endsWith('=');
  if (operator === '=' || operator.startsWith('<')) {
    if (third) return refuse(third, 'Too many elements in numeric expression');
    const end = operator === '=' ? { equal: number } : { upper: { number, inclusive } };
    return { condition: { operator: 'numeric', ...end, ...span }, faults: [] };
  }
  const lower = { number, inclusive };
  if (!third) return { condition: { operator: 'numeric', lower, ...span }, faults: [] };
  if (third.kind !== 'string') return refuse(third, `Bad value in numeric range: ${token(third)}`);
  if (third.value !== '<' && third.value !== '<=') {
    return refuse(third, `Bad numeric range operator: ${third.value}`);
  }
  if (fourth?.kind !== 'number') return refuse(fourth ?? argument, `Value of ${third.value} must be numeric`);
  if (fifth) return refuse(fifth, 'Too many terms in numeric range expression');
  const top = toNumberValue(fourth.text);
  const upper = { number: top, inclusive: third.value === '<=' };
  const condition = { operator: 'numeric' as const, lower, upper, ...span };
  if (isBelow(number, top)) return { condition, faults: [] };
  return { condition, faults: [{ reason: 'Bottom must be less than top', ...at(fourth) }] };
}

function isBelow(bottom: NumberValue, top: NumberValue): boolean {
  return bottom.value === null || top.value === null || bottom.value < top.value;
}

/** A token as AWS's reader names it. */
function token(node: JsonNode | undefined): string {
  if (!node) return ']';
  if (node.kind === 'object') return '{';
  if (node.kind === 'array') return '[';
  return node.kind === 'number' ? node.text : String(node.value);
}

function refuse(span: Span, reason: string): ParsedCondition {
  return { faults: [{ reason, ...at(span) }] };
}

function at({ offset, length }: Span): Span {
  return { offset, length };
}
