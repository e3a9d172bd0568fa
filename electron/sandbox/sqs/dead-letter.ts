import type { World } from '../world.ts';
import { sequenceNumber } from './deliver.ts';
import { findQueueByArn } from './queue-by-arn.ts';
import type { Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';
import { insert, remove } from './queue-state.ts';
import { wakeSoon } from './waiting.ts';

/**
 * Moves a message that was received `maxReceiveCount` times to the dead-letter queue; says whether it did. Where that
 * queue is gone, the message stays and is delivered on. Kept: MessageId, body, attributes, trace header, receive count
 * and, on standard queues, the send time with its retention clock; FIFO restarts that clock and takes the message id
 * as deduplication id. Not counted as a send. [SQS developer guide: dead-letter queues]
 */
export function moveToDeadLetter(world: World, queue: Queue, message: StoredMessage): boolean {
  const { redrive } = queue.settings;
  if (!redrive || message.receivesHere < redrive.maxReceiveCount) return false;
  const target = findQueueByArn(world, redrive.deadLetterTargetArn);
  if (!target) return false;
  const now = world.clock.now();
  remove(queue, message);
  message.deadLetterSourceArn = queue.arn;
  message.receivesHere = 0;
  message.arrivedAt = now;
  message.order = target.nextOrder++;
  message.state = 'visible';
  if (target.fifo) {
    message.retainedFrom = now;
    message.deduplicationId = message.id;
    message.sequenceNumber = sequenceNumber(message.order);
  }
  insert(target, message);
  world.changed(message);
  wakeSoon(world, target);
  return true;
}
