import { randomUUID } from 'node:crypto';
import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import { signature } from './envelope.ts';

/** A request to confirm a subscription, as it is sent to the endpoint. */
export interface Confirmation {
  messageId: string;
  text: string;
}

/** Writes the confirmation request of a subscription. */
export function toConfirmation(
  world: World,
  topic: Topic,
  subscription: Subscription,
  baseUrl: string,
): Confirmation {
  const fields = {
    Type: 'SubscriptionConfirmation',
    MessageId: randomUUID(),
    Token: subscription.token,
    TopicArn: topic.arn,
    Message: `You have chosen to subscribe to the topic ${topic.arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${baseUrl}/?Action=ConfirmSubscription&TopicArn=${topic.arn}&Token=${subscription.token}`,
    Timestamp: new Date(world.clock.now()).toISOString(),
  };
  const text = JSON.stringify({
    ...fields,
    ...signature(topic, 'SubscriptionConfirmation', fields, baseUrl),
  });
  return { messageId: fields.MessageId, text };
}
