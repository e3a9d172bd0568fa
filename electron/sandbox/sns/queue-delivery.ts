import { SNS } from '../../domain/limits.ts';
import type { MessageAttributes } from '../sqs/parse-attribute.ts';
import type { World } from '../world.ts';
import { attributesFor, bodyFor, toEnvelope } from './envelope.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { putInQueue } from './put-in-queue.ts';

/**
 * Puts a message into a subscribed queue: null when it got there, else why SQS refused it. All these refusals are
 * client errors, which SNS does not try again.
 */
export function deliverToQueue(
  world: World,
  topic: Topic,
  subscription: Subscription,
  queueArn: string,
  notification: Notification,
): string | null {
  const raw = subscription.attributes.get('RawMessageDelivery') === 'true';
  const attributes = raw ? toQueueAttributes(notification) : {};
  if (Object.keys(attributes).length > SNS.rawDeliveryAttributes)
    return 'InvalidParameterValue: Number of message attributes exceeds the allowed maximum [10].';
  const body = raw
    ? bodyFor(subscription.protocol, notification)
    : toEnvelope(topic, subscription, notification);
  return putInQueue(world, topic, queueArn, notification, body, attributes);
}

/** SNS attributes as SQS attributes, for raw delivery. */
function toQueueAttributes(notification: Notification): MessageAttributes {
  return Object.fromEntries(
    Object.entries(attributesFor(notification)).map(([name, { Type, Value }]) => [
      name,
      Type.startsWith('Binary')
        ? { DataType: Type, BinaryValue: Value }
        : { DataType: Type, StringValue: Value },
    ]),
  );
}
