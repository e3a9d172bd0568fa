import { wantedType } from './describe.ts';
import type { Condition, Scalar } from './condition.ts';
import { scalarType } from './scalar.ts';
import { isPresent, meets } from './test-condition.ts';

/** Why a condition holds or does not. */
export type ConditionCode =
  /** A value meets it. */
  | 'met'
  /** It asks for absence, and the key is absent. */
  | 'met-by-absence'
  /** The message has no such key, or it holds no value. */
  | 'missing'
  /** It asks for absence, and the key is there. */
  | 'present'
  /** It asks for presence, and there is only null or an empty text. */
  | 'empty'
  /** No value has the type that the operator looks at. */
  | 'wrong-type'
  /** Each value is one of those that are excluded. */
  | 'excluded'
  /** The text would be equal, if its quotes and backslashes were escaped once more in the policy. */
  | 'needs-escape'
  | 'different';

/** Why a condition holds for one of the values, or for none. */
export function codeOf(condition: Condition, scalars: readonly Scalar[]): ConditionCode {
  if (condition.operator === 'exists') {
    if (scalars.some(isPresent)) return condition.expected ? 'met' : 'present';
    if (!condition.expected) return 'met-by-absence';
    return scalars.length > 0 ? 'empty' : 'missing';
  }
  if (scalars.some((scalar) => meets(condition, scalar))) return 'met';
  if (scalars.length === 0) return 'missing';
  if (condition.operator === 'anything-but' || condition.operator === 'anything-but-text') return 'excluded';
  if (condition.operator === 'equals') return codeOfDifference(condition.value, scalars);
  const type = wantedType(condition);
  return scalars.some((scalar) => scalarType(scalar) === type) ? 'different' : 'wrong-type';
}

function codeOfDifference(value: Scalar, scalars: readonly Scalar[]): ConditionCode {
  if (!scalars.some((scalar) => scalarType(scalar) === scalarType(value))) return 'wrong-type';
  if (typeof value !== 'string' || !/["\\]/.test(value)) return 'different';
  return scalars.includes(value.replace(/["\\]/g, '\\$&')) ? 'needs-escape' : 'different';
}
