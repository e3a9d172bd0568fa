import { describeCondition, describeValues, wantedType } from './describe.ts';
import { asWritten } from './fields.ts';
import type { Condition, FilterPolicyScope, Scalar } from './model.ts';
import { scalarText, scalarType } from './scalar.ts';
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

/** One condition against one message. */
export interface ConditionExplanation {
  /** Key, nested keys joined with dots. */
  path: string;
  /** The condition as written in the policy. */
  condition: string;
  operator: string;
  matched: boolean;
  code: ConditionCode;
  /** To word it in any language: `path`, `expected`, `actual`, `type`, `actualType`. */
  params: Readonly<Record<string, string>>;
  /** The same in English. */
  text: string;
  /** Place in the policy's text. */
  offset: number;
  length: number;
}

/** How a policy was read: its text, and what it looks at. */
export interface View {
  source: string;
  scope: FilterPolicyScope;
}

/** Explains one condition of a key by the values that the message has there. */
export function explainCondition(
  condition: Condition,
  path: string,
  scalars: readonly Scalar[],
  { source, scope }: View,
): ConditionExplanation {
  const code = codeOf(condition, scalars);
  const { offset, length, operator } = condition;
  const params = {
    path,
    expected: describeCondition(condition),
    actual: describeValues(scalars.map((scalar) => asWritten(scalar, scope))),
    type: wantedType(condition) ?? '',
    actualType: [...new Set(scalars.map(scalarType))].join(', '),
  };
  return {
    path,
    condition: source.slice(offset, offset + length),
    operator: operator === 'anything-but-text' ? 'anything-but' : operator,
    matched: code === 'met' || code === 'met-by-absence',
    code,
    params,
    text: WORDS[code](params),
    offset,
    length,
  };
}

function codeOf(condition: Condition, scalars: readonly Scalar[]): ConditionCode {
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

type Params = Readonly<Record<'path' | 'expected' | 'actual' | 'type' | 'actualType', string>>;

const WORDS: Readonly<Record<ConditionCode, (params: Params) => string>> = {
  met: ({ path, actual, expected }) => `${path} is ${actual}: ${expected}.`,
  'met-by-absence': ({ path }) => `${path} is absent, as asked.`,
  missing: ({ path }) => `${path} is not in the message.`,
  present: ({ path, actual }) => `${path} is present (${actual}), though it should be absent.`,
  empty: ({ path, actual }) => `${path} is ${actual}: that does not count as present.`,
  'wrong-type': ({ path, actual, actualType, type, expected }) =>
    `${path} is ${actual} (${actualType}): not ${expected}${type ? `, which looks at a ${type} only` : ''}.`,
  excluded: ({ path, actual, expected }) => `${path} is ${actual}: not ${expected}.`,
  'needs-escape': ({ path }) =>
    `${path} would be equal, but in attributes quotes and backslashes have to be escaped twice in the policy.`,
  different: ({ path, actual, expected }) => `${path} is ${actual}: not ${expected}.`,
};

/** Values of a message as JSON writes them. */
export function toTexts(scalars: readonly Scalar[]): string[] {
  return scalars.map(scalarText);
}
