import { randomUUID } from 'node:crypto';
import type { World } from '../world.ts';
import { bodyMd5, contentDeduplicationId, messageSize } from './digests.ts';
import type { MessageAttributes, Queue, StoredMessage } from './model.ts';
import { insert, settle } from './queue-state.ts';
import { wakeSoon } from './waiting.ts';

/** A message on its way into a queue; already checked against the queue's rules (`checkMessage`). */
export interface NewMessage {
  body: string;
  attributes?: MessageAttributes;
  traceHeader?: string;
  senderId: string;
  groupId?: string;
  /** FIFO; the content's SHA-256 where absent. */
  deduplicationId?: string;
  /** Standard only; the queue's where absent. */
  delaySeconds?: number;
}

/** What a sender learns. */
export interface Delivered {
  messageId: string;
  /** FIFO only. */
  sequenceNumber?: string;
}

/** How long a deduplication id is remembered, counted from the first send. */
const DEDUPLICATION_MS = 5 * 60_000;

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
    const earlier = findDuplicate(queue, deduplicationKey(queue, deduplicationId, message.groupId), now);
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
    delaySeconds: message.delaySeconds,
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
  if (deduplicationId !== undefined && stored.sequenceNumber !== undefined) {
    queue.deduplications.set(deduplicationKey(queue, deduplicationId, message.groupId), {
      messageId: stored.id,
      sequenceNumber: stored.sequenceNumber,
      expiresAt: now + DEDUPLICATION_MS,
    });
  }
  world.meter.add(queue.metrics, 'NumberOfMessagesSent', 1);
  world.meter.add(queue.metrics, 'SentMessageSize', stored.size);
  world.changed(stored);
  wakeSoon(world, queue);
  return stored.sequenceNumber === undefined
    ? { messageId: stored.id }
    : { messageId: stored.id, sequenceNumber: stored.sequenceNumber };
}

/** The queue with this ARN in any account and region; undefined when there is none. */
export function findQueueByArn(world: World, arn: string): Queue | undefined {
  const [, , service, region, account, name] = arn.split(':');
  if (service !== 'sqs' || !region || !account || !name) return undefined;
  return world.realm(account, region).sqs.queues.get(name);
}

/** A sequence number: 20 digits, larger for each later message, with gaps as AWS leaves them. */
export function sequenceNumber(order: number): string {
  return String(18_850_000_000_000_000_000n + BigInt(order) * 256n);
}

function deduplicationKey(queue: Queue, id: string, groupId = ''): string {
  // Neither id may hold a space.
  return queue.settings.deduplicationScope === 'messageGroup' ? `${groupId} ${id}` : id;
}

function findDuplicate(queue: Queue, key: string, now: number) {
  // The window is the same for all, so the map is in order of expiry.
  for (const [oldKey, old] of queue.deduplications) {
    if (old.expiresAt > now) break;
    queue.deduplications.delete(oldKey);
  }
  return queue.deduplications.get(key);
}
