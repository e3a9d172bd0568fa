import { randomUUID } from 'node:crypto';
import { parseArn, subscriptionArn } from '../../domain/arn.ts';
import type { ActionContext } from '../action.ts';
import { rootArn } from '../principal.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import { newToken } from './confirmation.ts';

/** Makes a subscription; who has to confirm it, and whether, follows from protocol and owner. */
export function createSubscription(
  context: ActionContext,
  topic: Topic,
  protocol: string,
  endpoint: string,
  attributes: Map<string, string>,
): Subscription {
  const { caller, world } = context;
  const pending = needsConfirmation(protocol, endpoint, topic, caller.account);
  return {
    kind: 'subscription',
    arn: subscriptionArn(topic.arn, randomUUID()),
    topicArn: topic.arn,
    protocol,
    endpoint,
    owner: caller.account,
    principal: rootArn(caller),
    pending,
    authenticated: !pending,
    token: newToken(),
    createdAt: world.clock.now(),
    attributes,
    replay: null,
    deliveries: [],
    deleted: false,
  };
}

/** Only the owner of a queue, function or stream may subscribe it without being asked. */
function needsConfirmation(protocol: string, endpoint: string, topic: Topic, account: string): boolean {
  if (protocol === 'sms' || protocol === 'application') return false;
  if (protocol === 'sqs' || protocol === 'lambda' || protocol === 'firehose')
    return parseArn(endpoint)?.account !== account || (protocol !== 'sqs' && account !== topic.account);
  return true;
}
