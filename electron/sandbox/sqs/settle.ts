import type { Queue } from './model.ts';
import { change, remove } from './queue-state.ts';

/**
 * Brings the queue to `now`: what is due becomes visible, what is past its retention leaves. Every look at a queue
 * goes through here, so that counts are true at any moment. Costs nothing when nothing is due.
 */
export function settle(queue: Queue, now: number): boolean {
  let woke = false;
  const expired = now - queue.settings.messageRetentionPeriod * 1000;
  for (let first = queue.expiry.peek(); first && first.retainedFrom <= expired; first = queue.expiry.peek()) {
    remove(queue, first);
    woke = true;
  }
  for (let first = queue.due.peek(); first && first.dueAt <= now; first = queue.due.peek()) {
    change(queue, first, 'visible');
    woke = true;
  }
  return woke;
}

/** When the queue changes by itself next: a message comes due. Infinity when nothing is waiting. */
export function nextDue(queue: Queue): number {
  return queue.due.peek()?.dueAt ?? Infinity;
}
