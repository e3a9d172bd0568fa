import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import type { Queue } from './model.ts';
import { remove } from './queue-state.ts';
import { wake } from './waiting.ts';

/** Takes all messages out, those in flight too. */
export function purge(world: World, queue: Queue): void {
  for (const message of [...queue.messages.values()]) {
    remove(queue, message);
    world.changed(message);
  }
}

/** Takes a queue away: its messages are lost, its long polls end, its name is locked for 60 s. */
export function deleteQueue(world: World, queue: Queue): void {
  const region = world.realm(queue.account, queue.region).sqs;
  purge(world, queue);
  queue.deleted = true;
  for (const entry of queue.deduplications.values()) world.changed(entry);
  region.queues.delete(queue.name);
  region.deleted.set(queue.name, world.clock.now());
  world.changed(queue);
  wake(world, queue);
}

/** Whether the name was deleted less than 60 s ago. */
export function isNameLocked(world: World, queue: Pick<Queue, 'account' | 'region' | 'name'>): boolean {
  const { deleted } = world.realm(queue.account, queue.region).sqs;
  const at = deleted.get(queue.name);
  if (at === undefined) return false;
  if (world.clock.now() - at < SQS.nameReuseSeconds * 1000) return true;
  deleted.delete(queue.name);
  return false;
}
