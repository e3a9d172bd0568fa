import type { World } from '../world.ts';
import { parseSubscriptionDeliveryPolicy } from './delivery-policy.ts';
import { DeliveryPolicyError } from './delivery-policy-json.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import { invalidParameter, type Wrong } from './refusals.ts';
import { parseReplayPolicy } from './replay-policy.ts';
import { checkRedrivePolicy } from './subscription-redrive.ts';
import { checkFilterPolicy, type FilterScope } from './subscription-filter.ts';

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

function checkDeliveryPolicy(value: string, wrong: Wrong): void {
  try {
    parseSubscriptionDeliveryPolicy(value);
  } catch (error) {
    throw error instanceof DeliveryPolicyError ? wrong(`DeliveryPolicy: ${error.message}`) : error;
  }
}
