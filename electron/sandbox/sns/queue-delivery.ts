import { SNS } from '../../domain/limits.ts';
import { deliver, findQueueByArn } from '../sqs/deliver.ts';
import { messageSize } from '../sqs/digests.ts';
import type { MessageAttributes } from '../sqs/model.ts';
import type { World } from '../world.ts';
import { attributesFor, bodyFor, toEnvelope } from './envelope.ts';
import type { Notification, Subscription, Topic } from './model.ts';
import { queueRefusal } from './queue-access.ts';

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

/** Writes to a queue as sns.amazonaws.com on behalf of the topic: null when it got there, else the refusal. */
export function putInQueue(
  world: World,
  topic: Topic,
  queueArn: string,
  notification: Pick<Notification, 'groupId' | 'deduplicationId'>,
  body: string,
  attributes: MessageAttributes,
): string | null {
  const queue = findQueueByArn(world, queueArn);
  if (!queue) return 'AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.';
  const refusal = queueRefusal(queue, topic);
  if (refusal !== null) return refusal;
  if (messageSize(body, attributes) > queue.settings.maximumMessageSize)
    return `InvalidParameterValue: One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.maximumMessageSize} bytes.`;
  if (queue.fifo && !topic.fifo)
    return 'MissingParameter: The request must contain the parameter MessageGroupId.';
  deliver(world, queue, {
    body,
    attributes,
    senderId: SENDER_ID,
    // The group of a standard topic goes on to standard queues (fair queues); a FIFO topic's only to FIFO queues.
    groupId: topic.fifo === queue.fifo ? notification.groupId : undefined,
    deduplicationId: queue.fifo ? notification.deduplicationId : undefined,
  });
  return null;
}

/** SenderId of messages that SNS sent. */
const SENDER_ID = 'AIDAIT2UOQQY3AUEKVGXU';

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
