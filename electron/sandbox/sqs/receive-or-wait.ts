import type { World } from '../world.ts';
import { queueDoesNotExist } from './failures.ts';
import type { Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';
import { arm, wakeSoon } from './waiting.ts';

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
