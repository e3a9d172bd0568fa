import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import type { Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';
import { noisyGroups } from './queue-state.ts';
import { settle } from './settle.ts';
import { type ReceiveWish, rememberAttempt, repeatAttempt } from './receive-attempts.ts';
import { fill, takeInOrder } from './fill.ts';

/** Messages that may be in flight at once, standard and FIFO alike. */
export const IN_FLIGHT_LIMIT = SQS.inFlight;

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
