import type { ConditionCode } from './condition-code.ts';

type Params = Readonly<Record<'path' | 'expected' | 'actual' | 'type' | 'actualType', string>>;

/** What a code says, in English. */
export const WORDS: Readonly<Record<ConditionCode, (params: Params) => string>> = {
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
