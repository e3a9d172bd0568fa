import { toFields, wantedPaths } from './fields.ts';
import type { FilterMessage, FilterPolicyScope, ParsedPolicy } from './model.ts';
import { parseFilterPolicy } from './parse.ts';
import { planHolds, toPlan } from './plan.ts';

/**
 * Would SNS deliver this message under this policy? `policy` is a JSON value, or a string, which is always raw policy text.
 * What AWS would refuse lets nothing through. [SNS DG sns-subscription-filter-policies]
 */
export function matchFilterPolicy(
  policy: unknown,
  scope: FilterPolicyScope,
  message: FilterMessage,
): boolean {
  return compileFilterPolicy(policy, scope)(message);
}

/** {@link matchFilterPolicy} for many messages: the policy is read once. */
export function compileFilterPolicy(
  policy: unknown,
  scope: FilterPolicyScope,
): (message: FilterMessage) => boolean {
  const parsed = parseFilterPolicy(policy);
  if (isRemoval(parsed)) return () => true;
  const { rules } = parsed;
  if (rules.length === 0) return () => false;
  const wanted = wantedPaths(rules);
  const plan = toPlan(rules);
  return (message) => {
    const fields = toFields(message, scope, wanted);
    return !('unfit' in fields) && planHolds(plan, fields);
  };
}

/** Is this the empty policy, which removes the filter and lets everything through? */
export function isRemoval({ rules, faults }: ParsedPolicy): boolean {
  return rules.length === 0 && faults.length === 0;
}
