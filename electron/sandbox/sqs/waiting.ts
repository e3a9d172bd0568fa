import type { World } from '../world.ts';
import { queueDoesNotExist } from './failures.ts';
import type { Queue, StoredMessage } from './model.ts';
import { nextDue, settle } from './queue-state.ts';

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

/**
 * Receives now, or waits up to `ms` for something to receive. Several long polls on one message: one gets it, the
 * others wait on. A client that hung up receives nothing.
 */
export function receiveOrWait(
  world: World,
  queue: Queue,
  ms: number,
  signal: AbortSignal,
  receive: () => StoredMessage[],
): Promise<StoredMessage[]> | StoredMessage[] {
  if (signal.aborted) return [];
  // Who waits already goes first.
  const found = queue.waiters.size === 0 || ms === 0 ? receive() : [];
  if (found.length > 0 || ms === 0) return found;
  return new Promise((resolve, reject) => {
    const end = (): void => {
      stopTimer();
      queue.waiters.delete(attempt);
      signal.removeEventListener('abort', abort);
      arm(world, queue);
    };
    const abort = (): void => {
      end();
      resolve([]);
    };
    const attempt = (): boolean => {
      if (queue.deleted) {
        end();
        reject(queueDoesNotExist());
        return true;
      }
      const messages = receive();
      if (messages.length === 0) return false;
      end();
      resolve(messages);
      return true;
    };
    const stopTimer = world.clock.after(ms, () => {
      // A last look: a message may have come due at this very moment.
      if (!attempt()) abort();
    });
    signal.addEventListener('abort', abort, { once: true });
    queue.waiters.add(attempt);
    arm(world, queue);
    wakeSoon(world, queue);
  });
}
