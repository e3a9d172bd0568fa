import { randomUUID } from 'node:crypto';
import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import { bodyMd5, contentDeduplicationId, messageSize } from './digests.ts';
import type { Deduplication, MessageAttributes, Queue, StoredMessage } from './model.ts';
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
const DEDUPLICATION_MS = SQS.deduplicationWindowSeconds * 1000;

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

function remember(world: World, message: StoredMessage, id: string, now: number): void {
  const { queue } = message;
  const entry: Deduplication = {
    kind: 'deduplication',
    queue,
    key: deduplicationKey(queue, id, message.groupId),
    messageId: message.id,
    sequenceNumber: message.sequenceNumber ?? '',
    expiresAt: now + DEDUPLICATION_MS,
    over: false,
  };
  queue.deduplications.set(entry.key, entry);
  world.changed(entry);
  // Its next order, from which sequence numbers come.
  world.changed(queue);
}

function findDuplicate(world: World, queue: Queue, key: string, now: number): Deduplication | undefined {
  const drop = (old: Deduplication): void => {
    queue.deduplications.delete(old.key);
    old.over = true;
    world.changed(old);
  };
  // The window is the same for all, so the map is in order of expiry, unless the clock was set back.
  for (const old of queue.deduplications.values()) {
    if (old.expiresAt > now) break;
    drop(old);
  }
  const found = queue.deduplications.get(key);
  if (!found || found.expiresAt > now) return found;
  drop(found);
  return undefined;
}
