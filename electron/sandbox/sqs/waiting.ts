import type { World } from '../world.ts';
import type { Queue } from './model.ts';
import { nextDue, settle } from './settle.ts';

/** Lets long polls try again, once the action at work is over: a batch is then seen as a whole. */
export function wakeSoon(world: World, queue: Queue): void {
  if (queue.waiters.size === 0 || queue.wakePending) return;
  queue.wakePending = true;
  queueMicrotask(() => {
    queue.wakePending = false;
    wake(world, queue);
  });
}

/** Lets long polls try now, first come first served; who gets nothing waits on. */
export function wake(world: World, queue: Queue): void {
  settle(queue, world.clock.now());
  for (const waiter of [...queue.waiters]) {
    if (queue.ready.size === 0 && !queue.deleted) break;
    waiter();
  }
  arm(world, queue);
}

/** Sets the timer that wakes long polls when the next delayed or hidden message comes due. */
export function arm(world: World, queue: Queue): void {
  queue.stopTimer?.();
  queue.stopTimer = undefined;
  if (queue.waiters.size === 0) return;
  const due = nextDue(queue);
  if (due === Infinity) return;
  // Not by microtask: time may be moved past the end of the poll in one step.
  queue.stopTimer = world.clock.after(due - world.clock.now(), () => wake(world, queue));
}
