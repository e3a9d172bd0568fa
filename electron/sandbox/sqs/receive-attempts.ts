import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import type { Queue } from './model.ts';
import type { ReceiveAttempt } from './remembered.ts';
import type { StoredMessage } from './message-model.ts';
import { change } from './queue-state.ts';

/** How long a ReceiveRequestAttemptId is remembered. */
const ATTEMPT_MS = SQS.receiveAttemptSeconds * 1000;

/** What a receive asks for. */
export interface ReceiveWish {
  count: number;
  /** Seconds. */
  visibilityTimeout: number;
  attemptId?: string;
}

/** The same answer again, with its visibility renewed, as long as none of its messages was touched since. */
export function repeatAttempt(
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

/** Keeps what an attempt was given, for the time that AWS remembers it. */
export function rememberAttempt(queue: Queue, id: string, taken: StoredMessage[], now: number): void {
  // Set anew, so that the map stays in order of expiry.
  queue.attempts.delete(id);
  queue.attempts.set(id, {
    expiresAt: now + ATTEMPT_MS,
    receipts: taken.map((message) => ({ message, receipt: message.receipt, dueAt: message.dueAt })),
  });
}
