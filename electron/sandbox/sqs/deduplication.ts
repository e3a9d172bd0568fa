import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import type { Queue } from './model.ts';
import type { Deduplication } from './remembered.ts';
import type { StoredMessage } from './message-model.ts';

/** How long a deduplication id is remembered, counted from the first send. */
const DEDUPLICATION_MS = SQS.deduplicationWindowSeconds * 1000;

/** By what a message is known again: its id, with the group before it in scope messageGroup. */
export function deduplicationKey(queue: Queue, id: string, groupId = ''): string {
  // Neither id may hold a space.
  return queue.settings.deduplicationScope === 'messageGroup' ? `${groupId} ${id}` : id;
}

/** Keeps what was sent for the window in which it is not taken twice. */
export function remember(world: World, message: StoredMessage, id: string, now: number): void {
  const { queue } = message;
  const entry: Deduplication = {
    kind: 'deduplication',
    queue,
    key: deduplicationKey(queue, id, message.groupId),
    messageId: message.id,
    sequenceNumber: message.sequenceNumber ?? '',
    expiresAt: now + DEDUPLICATION_MS,
    over: false,
  };
  queue.deduplications.set(entry.key, entry);
  world.changed(entry);
  // Its next order, from which sequence numbers come.
  world.changed(queue);
}

/** What was sent with the same id within the window. */
export function findDuplicate(
  world: World,
  queue: Queue,
  key: string,
  now: number,
): Deduplication | undefined {
  const drop = (old: Deduplication): void => {
    queue.deduplications.delete(old.key);
    old.over = true;
    world.changed(old);
  };
  // The window is the same for all, so the map is in order of expiry, unless the clock was set back.
  for (const old of queue.deduplications.values()) {
    if (old.expiresAt > now) break;
    drop(old);
  }
  const found = queue.deduplications.get(key);
  if (!found || found.expiresAt > now) return found;
  drop(found);
  return undefined;
}
