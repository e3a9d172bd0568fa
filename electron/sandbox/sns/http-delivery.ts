import type { World } from '../world.ts';
import { effectiveDeliveryPolicy } from './delivery-policy.ts';
import { retryDelays } from './retry-policy.ts';
import { bodyFor, toEnvelope } from './envelope.ts';
import type { Confirmation } from './confirmation-envelope.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { attempt, type HttpOutcome, type Post } from './post.ts';

/**
 * Posts a message to an HTTP(S) endpoint. Connection errors, 5xx and 429 are tried again as the delivery policy
 * says, by the sandbox's clock; any other answer outside 2xx is final. [SNS DG sns-message-delivery-retries]
 */
export function deliverOverHttp(
  world: World,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
  outcome: HttpOutcome,
): void {
  const policy = effectiveDeliveryPolicy(
    topic.attributes.get('DeliveryPolicy'),
    subscription.attributes.get('DeliveryPolicy'),
  );
  const raw = subscription.attributes.get('RawMessageDelivery') === 'true';
  const post: Post = {
    url: subscription.endpoint,
    headers: {
      ...headersFor(topic, 'Notification', notification.messageId, policy.contentType),
      'x-amz-sns-subscription-arn': subscription.arn,
      ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
    },
    body: raw ? bodyFor(subscription.protocol, notification) : toEnvelope(topic, subscription, notification),
  };
  attempt(world, post, retryDelays(policy.retry), outcome);
}

/** Posts a confirmation request, tried again as the topic's delivery policy says. */
export function confirmOverHttp(
  world: World,
  topic: Topic,
  endpoint: string,
  confirmation: Confirmation,
  outcome: HttpOutcome,
): void {
  const policy = effectiveDeliveryPolicy(topic.attributes.get('DeliveryPolicy'), undefined);
  const headers = headersFor(topic, 'SubscriptionConfirmation', confirmation.messageId, policy.contentType);
  attempt(world, { url: endpoint, headers, body: confirmation.text }, retryDelays(policy.retry), outcome);
}

function headersFor(
  topic: Topic,
  type: string,
  messageId: string,
  contentType: string,
): Record<string, string> {
  return {
    'x-amz-sns-message-type': type,
    'x-amz-sns-message-id': messageId,
    'x-amz-sns-topic-arn': topic.arn,
    'content-type': contentType,
    'user-agent': 'Amazon Simple Notification Service Agent',
  };
}
