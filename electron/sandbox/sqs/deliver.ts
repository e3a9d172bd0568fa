import { randomUUID } from 'node:crypto';
import type { World } from '../world.ts';
import { bodyMd5, contentDeduplicationId, messageSize } from './digests.ts';
import type { Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';
import { insert } from './queue-state.ts';
import { settle } from './settle.ts';
import { wakeSoon } from './waiting.ts';
import { deduplicationKey, findDuplicate, remember } from './deduplication.ts';
import type { Delivered, NewMessage } from './new-message.ts';

/**
 * Puts a message into a queue as SQS itself does: for SendMessage, move tasks and SNS. Honours the delay, on FIFO the
 * deduplication window and the group's order; wakes long polls; counts the metrics.
 */
export function deliver(world: World, queue: Queue, message: NewMessage): Delivered {
  const now = world.clock.now();
  settle(queue, now);
  const attributes = message.attributes ?? {};
  const deduplicationId = queue.fifo
    ? (message.deduplicationId ?? contentDeduplicationId(message.body))
    : undefined;
  if (deduplicationId !== undefined) {
    const earlier = findDuplicate(
      world,
      queue,
      deduplicationKey(queue, deduplicationId, message.groupId),
      now,
    );
    if (earlier) {
      world.meter.add(queue.metrics, 'NumberOfDeduplicatedSentMessages', 1);
      return { messageId: earlier.messageId, sequenceNumber: earlier.sequenceNumber };
    }
  }
  const order = queue.nextOrder++;
  const delay = queue.fifo
    ? queue.settings.delaySeconds
    : (message.delaySeconds ?? queue.settings.delaySeconds);
  const stored: StoredMessage = {
    kind: 'message',
    id: randomUUID(),
    queue,
    body: message.body,
    bodyMd5: bodyMd5(message.body),
    attributes,
    size: messageSize(message.body, attributes),
    traceHeader: message.traceHeader,
    senderId: message.senderId,
    sentAt: now,
    retainedFrom: now,
    arrivedAt: now,
    order,
    groupId: message.groupId,
    deduplicationId,
    sequenceNumber: queue.fifo ? sequenceNumber(order) : undefined,
    receiveCount: 0,
    receivesHere: 0,
    receivedAt: 0,
    receipt: 0,
    released: false,
    state: delay > 0 ? 'delayed' : 'visible',
    dueAt: delay > 0 ? now + delay * 1000 : 0,
    slot: -1,
    expirySlot: -1,
  };
  insert(queue, stored);
  if (deduplicationId !== undefined) remember(world, stored, deduplicationId, now);
  world.meter.add(queue.metrics, 'NumberOfMessagesSent', 1);
  world.meter.add(queue.metrics, 'SentMessageSize', stored.size);
  world.changed(stored);
  wakeSoon(world, queue);
  return stored.sequenceNumber === undefined
    ? { messageId: stored.id }
    : { messageId: stored.id, sequenceNumber: stored.sequenceNumber };
}

/** A sequence number: 20 digits, larger for each later message, with gaps as AWS leaves them. */
export function sequenceNumber(order: number): string {
  return String(18_850_000_000_000_000_000n + BigInt(order) * 256n);
}
