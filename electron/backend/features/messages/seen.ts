import type { SeenMessage } from '../../../contract/messages.ts';

/** What was seen, in memory only. */
export interface SeenMemory {
  /** Keeps a message, in place of an older sight of it. */
  add(queue: string, message: SeenMessage): void;
  /** The messages of a queue, newest sight first. */
  of(queue: string): SeenMessage[];
}

/** How much is kept at most, over all queues; the oldest sights go first. */
export interface SeenLimits {
  messages: number;
  /** Body and attributes, in bytes. */
  bytes: number;
}

/** Makes a memory; `queue` is any key that tells queues apart. */
export function createSeenMemory(
  limits: SeenLimits = { messages: 5_000, bytes: 64 * 1024 * 1024 },
): SeenMemory {
  // In order of sight: a Map keeps the order of insertion.
  const all = new Map<string, { queue: string; message: SeenMessage }>();
  let bytes = 0;
  const remove = (key: string): void => {
    bytes -= all.get(key)?.message.size ?? 0;
    all.delete(key);
  };
  return {
    add(queue, message) {
      const key = `${queue}\n${message.messageId}`;
      remove(key);
      all.set(key, { queue, message });
      bytes += message.size;
      for (const oldest of all.keys()) {
        if (all.size <= limits.messages && bytes <= limits.bytes) break;
        remove(oldest);
      }
    },
    of: (queue) =>
      [...all.values()]
        .filter((entry) => entry.queue === queue)
        .map((entry) => entry.message)
        .reverse(),
  };
}
