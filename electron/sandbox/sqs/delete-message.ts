import type { World } from '../world.ts';
import { invalidValue } from './failures.ts';
import type { Queue } from './model.ts';
import { remove } from './queue-state.ts';
import { settle } from './settle.ts';
import { readReceipt } from './receipts.ts';
import { wakeSoon } from './waiting.ts';

/**
 * Deletes by receipt handle. A message that is gone already is a success. Standard: the newest handle deletes even after
 * its time ran out; a stale one is answered with success and deletes nothing. FIFO: only while in flight.
 */
export function deleteByHandle(world: World, queue: Queue, handle: string): void {
  settle(queue, world.clock.now());
  const { message, stale } = readReceipt(queue, handle);
  if (message && queue.fifo && (stale || message.state !== 'inFlight')) {
    throw invalidValue(handle, 'ReceiptHandle', 'The receipt handle has expired.');
  }
  if (message && !stale) {
    remove(queue, message);
    world.changed(message);
    // Its group may be free now.
    if (queue.fifo) wakeSoon(world, queue);
  }
  world.meter.add(queue.metrics, 'NumberOfMessagesDeleted', 1);
}
