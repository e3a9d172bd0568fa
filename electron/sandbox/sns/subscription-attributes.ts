import { parseArn } from '../../domain/arn.ts';
import { validateFilterPolicy } from '../../domain/filter-policy/index.ts';
import { SNS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import {
  DeliveryPolicyError,
  effectiveDeliveryPolicy,
  parseSubscriptionDeliveryPolicy,
  showSubscriptionDeliveryPolicy,
} from './delivery-policy.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import { invalidParameter, refused } from './refusals.ts';
import { parseReplayPolicy } from './replay-policy.ts';

/** What a filter policy is compared with. */
export type FilterScope = 'MessageAttributes' | 'MessageBody';

const NAMES = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'SubscriptionRoleArn',
  'ReplayPolicy',
];

/**
 * Checks one attribute of a subscription and gives the value to keep. `prefix` is what AWS puts before the fault:
 * `Attributes Reason: ` on Subscribe, nothing on SetSubscriptionAttributes.
 */
export function checkSubscriptionAttribute(
  world: World,
  topic: Topic,
  subscription: Pick<Subscription, 'protocol' | 'endpoint' | 'arn' | 'owner'>,
  name: string,
  value: string,
  scope: FilterScope,
  prefix = '',
): string {
  const wrong = (what: string) => invalidParameter(`${prefix}${what}`);
  switch (name) {
    case 'FilterPolicy':
      checkFilterPolicy(topic, subscription.arn, value, scope, wrong);
      return value;
    case 'FilterPolicyScope':
      if (value !== 'MessageAttributes' && value !== 'MessageBody')
        throw wrong(
          `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
        );
      return value;
    case 'RawMessageDelivery':
      if (!/^(true|false)$/i.test(value))
        throw wrong(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
      if (/^true$/i.test(value) && !['sqs', 'http', 'https', 'firehose'].includes(subscription.protocol))
        throw wrong(
          `RawMessageDelivery: Delivery protocol [${subscription.protocol}] does not support raw message delivery.`,
        );
      return value.toLowerCase();
    case 'RedrivePolicy':
      checkRedrivePolicy(topic, subscription, value, wrong);
      return value;
    case 'DeliveryPolicy':
      checkDeliveryPolicy(value, wrong);
      return value;
    case 'ReplayPolicy':
      if (!topic.fifo) throw wrong('ReplayPolicy: Replay is only supported on FIFO topics.');
      parseReplayPolicy(world, topic, value, wrong);
      return value;
    default:
      if (!NAMES.includes(name)) throw wrong('AttributeName');
      return value;
  }
}

/** Whether a value takes its attribute away rather than setting it. */
export function isRemoval(name: string, value: string): boolean {
  return value === '' || ((name === 'FilterPolicy' || name === 'ReplayPolicy') && value.trim() === '{}');
}

/** All attributes that GetSubscriptionAttributes answers with. */
export function showSubscriptionAttributes(topic: Topic, subscription: Subscription): Record<string, string> {
  const set = new Map(subscription.attributes);
  const filter = set.get('FilterPolicy');
  const scope = set.get('FilterPolicyScope') ?? 'MessageAttributes';
  set.delete('FilterPolicyScope');
  return {
    SubscriptionPrincipal: subscription.principal,
    Owner: subscription.owner,
    RawMessageDelivery: 'false',
    TopicArn: subscription.topicArn,
    Endpoint: subscription.endpoint,
    Protocol: subscription.protocol,
    PendingConfirmation: String(subscription.pending),
    ConfirmationWasAuthenticated: String(subscription.authenticated),
    SubscriptionArn: subscription.arn,
    ...Object.fromEntries(set),
    // The scope is not shown until there is a policy.
    ...(filter && { FilterPolicyScope: scope }),
    ...(subscription.protocol.startsWith('http') && {
      EffectiveDeliveryPolicy: showSubscriptionDeliveryPolicy(
        effectiveDeliveryPolicy(topic.attributes.get('DeliveryPolicy'), set.get('DeliveryPolicy')),
      ),
    }),
    ...(subscription.replay && { ReplayStatus: subscription.replay.status }),
  };
}

/** The scope that holds for a subscription. */
export function scopeOf(attributes: ReadonlyMap<string, string>): FilterScope {
  return attributes.get('FilterPolicyScope') === 'MessageBody' ? 'MessageBody' : 'MessageAttributes';
}

/** ARN of the queue that takes what cannot be delivered; undefined where none was named. */
export function deadLetterArnOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const policy = attributes.get('RedrivePolicy');
  return policy ? targetOf(policy) : undefined;
}

type Wrong = (what: string) => Error;

function checkFilterPolicy(topic: Topic, arn: string, value: string, scope: FilterScope, wrong: Wrong): void {
  if (value === '') return;
  const { valid, reason } = validateFilterPolicy(value, scope);
  if (!valid) throw wrong(`FilterPolicy: ${reason}`);
  const others = [...topic.subscriptions.values()].filter(
    (each) => each.arn !== arn && each.attributes.get('FilterPolicy'),
  );
  if (others.length >= SNS.filterPoliciesPerTopic)
    throw refused('FilterPolicyLimitExceeded', 'Filter policy limit exceeded for the topic', 403);
}

function checkRedrivePolicy(
  topic: Topic,
  { endpoint, owner }: Pick<Subscription, 'endpoint' | 'owner'>,
  value: string,
  wrong: Wrong,
): void {
  if (value === '') return;
  let target: string | undefined;
  try {
    target = targetOf(value);
  } catch {
    throw wrong('RedrivePolicy: failed to parse JSON.');
  }
  const arn = parseArn(target ?? '');
  if (arn?.service !== 'sqs') throw wrong('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  if (arn.region !== topic.region)
    throw wrong('RedrivePolicy: deadLetterTargetArn must be in the same region');
  if (arn.account !== owner) throw wrong('RedrivePolicy: deadLetterTargetArn must be in the same account');
  if (topic.fifo && endpoint.endsWith('.fifo') && !arn.resource.endsWith('.fifo'))
    throw wrong('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
}

function targetOf(policy: string): string | undefined {
  const parsed: unknown = JSON.parse(policy);
  const target =
    typeof parsed === 'object' && parsed !== null && 'deadLetterTargetArn' in parsed
      ? parsed.deadLetterTargetArn
      : undefined;
  return typeof target === 'string' ? target : undefined;
}

function checkDeliveryPolicy(value: string, wrong: Wrong): void {
  try {
    parseSubscriptionDeliveryPolicy(value);
  } catch (error) {
    throw error instanceof DeliveryPolicyError ? wrong(`DeliveryPolicy: ${error.message}`) : error;
  }
}
