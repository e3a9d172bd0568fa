import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import { moveToDeadLetter } from './dead-letter.ts';
import type { MessageGroup, Queue, ReceiveAttempt, StoredMessage } from './model.ts';
import { change, noisyGroups, settle } from './queue-state.ts';

/** Messages that may be in flight at once, standard and FIFO alike. */
export const IN_FLIGHT_LIMIT = SQS.inFlight;

/** How long a ReceiveRequestAttemptId is remembered. */
const ATTEMPT_MS = SQS.receiveAttemptSeconds * 1000;

/** What a receive asks for. */
export interface ReceiveWish {
  count: number;
  /** Seconds. */
  visibilityTimeout: number;
  attemptId?: string;
}

/**
 * Takes what can be received now, in flight from now on. Moves what was received too often to the dead-letter queue
 * instead. Each message's `receipt` is the handle's number.
 */
export function take(world: World, queue: Queue, wish: ReceiveWish): StoredMessage[] {
  const now = world.clock.now();
  settle(queue, now);
  const repeated = repeatAttempt(world, queue, wish, now);
  if (repeated) return repeated;
  const count = Math.min(wish.count, IN_FLIGHT_LIMIT - queue.inFlight);
  const taken: StoredMessage[] = [];
  const due = now + wish.visibilityTimeout * 1000;
  if (queue.fifo) {
    // As many as possible from one group, then from the next: the first message taken locks the group for others.
    for (let group = queue.ready.peek(); group && taken.length < count; group = queue.ready.peek()) {
      fill(world, queue, group, taken, count, due);
    }
  } else {
    const noisy = noisyGroups(queue);
    for (const group of noisy) queue.ready.remove(group);
    takeInOrder(world, queue, taken, count, due);
    for (const group of noisy) if (group.visible.size > 0) queue.ready.update(group);
    if (noisy.length > 0) takeInOrder(world, queue, taken, count, due);
  }
  if (queue.fifo && wish.attemptId !== undefined && taken.length > 0) {
    rememberAttempt(queue, wish.attemptId, taken, now);
  }
  return taken;
}

function takeInOrder(world: World, queue: Queue, taken: StoredMessage[], count: number, due: number): void {
  while (taken.length < count) {
    const message = queue.ready.peek()?.visible.peek();
    if (!message) return;
    if (!moveToDeadLetter(world, queue, message)) taken.push(receive(world, queue, message, due));
  }
}

function fill(
  world: World,
  queue: Queue,
  group: MessageGroup,
  taken: StoredMessage[],
  count: number,
  due: number,
): void {
  while (taken.length < count) {
    const message = group.visible.peek();
    if (!message) return;
    if (!moveToDeadLetter(world, queue, message)) taken.push(receive(world, queue, message, due));
  }
}

function receive(world: World, queue: Queue, message: StoredMessage, due: number): StoredMessage {
  const now = world.clock.now();
  message.receiveCount += 1;
  message.receivesHere += 1;
  message.receipt += 1;
  message.receivedAt = now;
  message.released = false;
  message.firstReceivedAt ??= now;
  // With a timeout of 0 too, so that one answer holds each message once; the next look makes it visible again.
  change(queue, message, 'inFlight', due);
  world.changed(message);
  return message;
}

/** The same answer again, with its visibility renewed, as long as none of its messages was touched since. */
function repeatAttempt(
  world: World,
  queue: Queue,
  wish: ReceiveWish,
  now: number,
): StoredMessage[] | undefined {
  if (!queue.fifo || wish.attemptId === undefined) return undefined;
  for (const [id, old] of queue.attempts) {
    if (old.expiresAt > now) break;
    queue.attempts.delete(id);
  }
  const attempt = queue.attempts.get(wish.attemptId);
  if (!attempt || attempt.expiresAt <= now || !attempt.receipts.every(untouched)) return undefined;
  for (const given of attempt.receipts) {
    given.dueAt = now + wish.visibilityTimeout * 1000;
    change(queue, given.message, 'inFlight', given.dueAt);
    world.changed(given.message);
  }
  return attempt.receipts.map((given) => given.message);
}

function untouched({ message, receipt, dueAt }: ReceiveAttempt['receipts'][number]): boolean {
  return message.state === 'inFlight' && message.receipt === receipt && message.dueAt === dueAt;
}

function rememberAttempt(queue: Queue, id: string, taken: StoredMessage[], now: number): void {
  // Set anew, so that the map stays in order of expiry.
  queue.attempts.delete(id);
  queue.attempts.set(id, {
    expiresAt: now + ATTEMPT_MS,
    receipts: taken.map((message) => ({ message, receipt: message.receipt, dueAt: message.dueAt })),
  });
}
