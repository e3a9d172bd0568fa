import type { Bound, NumberValue } from './condition.ts';
import { isEqual } from './scalar.ts';

/** Whether a number lies within the bounds of a numeric condition. */
export function isInRange(
  range: { equal?: NumberValue; lower?: Bound; upper?: Bound },
  number: NumberValue,
): boolean {
  if (range.equal) return isEqual(range.equal, number);
  if (number.value === null) return false;
  return isAbove(number.value, range.lower) && isBelow(number.value, range.upper);
}

function isAbove(value: bigint, bound: Bound | undefined): boolean {
  if (!bound) return true;
  const limit = bound.number.value;
  return limit !== null && (value > limit || (bound.inclusive && value === limit));
}

function isBelow(value: bigint, bound: Bound | undefined): boolean {
  if (!bound) return true;
  const limit = bound.number.value;
  return limit !== null && (value < limit || (bound.inclusive && value === limit));
}
