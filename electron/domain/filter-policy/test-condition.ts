import { isInBlock, parseAddress } from '../ip-address.ts';
import type { Condition, Scalar, TextPattern } from './condition.ts';
import { isEqual, isNumber } from './scalar.ts';
import { matchesWildcard } from './wildcard.ts';
import { isInRange } from './range.ts';

/** Does a value of a message meet a condition? `exists: false` is never met by a value that counts as present. */
export function meets(condition: Condition, scalar: Scalar): boolean {
  switch (condition.operator) {
    case 'equals':
      return isEqual(condition.value, scalar);
    case 'exists':
      return condition.expected === isPresent(scalar);
    case 'numeric':
      return isNumber(scalar) && isInRange(condition, scalar);
    case 'cidr': {
      const address = typeof scalar === 'string' ? parseAddress(scalar) : null;
      return address !== null && isInBlock(address, condition.block);
    }
    case 'anything-but':
      return !condition.values.some((value) => isEqual(value, scalar));
    case 'anything-but-text':
      return !condition.patterns.some((pattern) => meetsText(pattern, scalar));
    default:
      return meetsText(condition, scalar);
  }
}

/** Does a value count as present? Null and the empty text do not. [SNS DG attribute-key-matching] */
export function isPresent(scalar: Scalar): boolean {
  return scalar !== null && scalar !== '';
}

function meetsText(pattern: TextPattern, scalar: Scalar): boolean {
  if (typeof scalar !== 'string') return false;
  switch (pattern.operator) {
    case 'prefix':
      return scalar.startsWith(pattern.text);
    case 'suffix':
      return scalar.endsWith(pattern.text);
    case 'equals-ignore-case':
      return scalar.toLowerCase() === pattern.text.toLowerCase();
    case 'wildcard':
      return matchesWildcard(pattern.wildcard, scalar);
  }
}
