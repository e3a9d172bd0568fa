import type { World } from '../world.ts';
import type { Queue } from './model.ts';
import { change } from './queue-state.ts';
import { settle } from './settle.ts';
import { toSettings } from './settings.ts';
import { wake } from './waiting.ts';

/** Gives a queue new attributes, already checked. A shorter retention deletes; on FIFO a new delay holds for all not yet received. */
export function applyAttributes(world: World, queue: Queue, attributes: Record<string, string>): void {
  const now = world.clock.now();
  const before = queue.settings.delaySeconds;
  queue.attributes = attributes;
  queue.settings = toSettings(attributes);
  queue.modifiedAt = now;
  if (queue.fifo && queue.settings.delaySeconds !== before) delayAgain(queue, now);
  settle(queue, now);
  world.changed(queue);
  wake(world, queue);
}

function delayAgain(queue: Queue, now: number): void {
  for (const message of queue.messages.values()) {
    if (message.state === 'inFlight' || message.receivesHere > 0) continue;
    const due = message.arrivedAt + queue.settings.delaySeconds * 1000;
    if (due > now) change(queue, message, 'delayed', due);
    else change(queue, message, 'visible');
  }
}
