import { parseAnythingBut } from './parse-anything-but.ts';
import { parseBlock } from './cidr.ts';
import type { JsonNode, Span } from './json-node.ts';
import { parseNumeric } from './parse-numeric.ts';
import { parseTextPattern } from './parse-text.ts';
import { fault, type ParsedCondition, spanOf } from './parsed-condition.ts';

/** Reads a condition that is an object with one operator. */
export function parseOperator(name: string, argument: JsonNode, whole: Span): ParsedCondition {
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
