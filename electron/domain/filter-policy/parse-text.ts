import { FILTER_POLICY } from '../limits.ts';
import type { JsonNode } from './json-node.ts';
import type { TextOperator, TextPattern } from './condition.ts';
import { countStars, parseWildcard } from './wildcard.ts';

/** Reads the argument of an operator that looks at text; `reason` is why AWS refuses it. */
export function parseTextPattern(
  operator: TextOperator,
  argument: JsonNode,
): { pattern?: TextPattern; reason?: string } {
  if (argument.kind !== 'string') return { reason: `${operator} match pattern must be a string` };
  const text = argument.value;
  if (operator !== 'wildcard') return { pattern: { operator, text } };
  const parsed = parseWildcard(text);
  if ('error' in parsed) return { reason: parsed.error };
  const { wildcard } = parsed;
  const pattern: TextPattern = { operator, text, wildcard };
  if (countStars(wildcard) <= FILTER_POLICY.wildcardsPerPattern) return { pattern };
  return {
    pattern,
    reason: `Wildcard pattern can not have more than ${FILTER_POLICY.wildcardsPerPattern} wildcards`,
  };
}
