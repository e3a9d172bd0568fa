import { validateFilterPolicy } from '../../domain/filter-policy/index.ts';
import { SNS } from '../../domain/limits.ts';
import type { Topic } from './model.ts';
import { refused, type Wrong } from './refusals.ts';

/** What a filter policy is compared with. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

/** The scope that holds for a subscription. */
export function scopeOf(attributes: ReadonlyMap<string, string>): FilterScope {
  return attributes.get('FilterPolicyScope') === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

/** Checks a filter policy, and how many of them the topic has. */
export function checkFilterPolicy(
  topic: Topic,
  arn: string,
  value: string,
  scope: FilterScope,
  wrong: Wrong,
): void {
  if (value === '') return;
  const { valid, reason } = validateFilterPolicy(value, scope);
  if (!valid) throw wrong(`FilterPolicy: ${reason}`);
  const others = [...topic.subscriptions.values()].filter(
    (each) => each.arn !== arn && each.attributes.get('FilterPolicy'),
  );
  if (others.length >= SNS.filterPoliciesPerTopic)
    throw refused('FilterPolicyLimitExceeded', 'Filter policy limit exceeded for the topic', 403);
}
