import { deliver } from '../sqs/deliver.ts';
import { findQueueByArn } from '../sqs/queue-by-arn.ts';
import { messageSize } from '../sqs/digests.ts';
import type { MessageAttributes } from '../sqs/parse-attribute.ts';
import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import type { Notification } from './message-model.ts';
import { queueRefusal } from './queue-access.ts';

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
