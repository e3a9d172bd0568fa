import { parseOperator } from './condition.ts';
import type { PolicyCondition } from './model.ts';
import { operatorOf } from './operators.ts';

/** Keys that tie an open statement to somebody. */
export const NARROWING = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
  'aws:sourceip',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:userid',
  'aws:username',
];

/** Does a condition on one of these keys admit fewer callers? Negated, optional and match-all conditions do not. */
export function isNarrowed(conditions: readonly PolicyCondition[], keys: readonly string[]): boolean {
  return conditions.some(({ operator, key, values }) => {
    const name = parseOperator(operator);
    if (!name || name.ifExists || name.set === 'ForAllValues' || name.base === 'Null') return false;
    if (operatorOf(name.base)?.negated !== false || !keys.includes(key.toLowerCase())) return false;
    return values.length > 0 && values.every((value) => !isMatchAll(value));
  });
}

function isMatchAll(value: string): boolean {
  return /^[*:?]+$/.test(value) || /^arn:\*(:\*)*$/.test(value) || value === '0.0.0.0/0' || value === '::/0';
}
