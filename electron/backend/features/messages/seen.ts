import type { SeenMessage } from '../../../contract/messages.ts';

/** What was seen: in memory, and beyond it where it may be kept. */
export interface SeenMemory {
  /** Keeps a message, in place of an older sight of it. */
  add(queue: string, message: SeenMessage): void;
  /** The messages of a queue, newest sight first. */
  of(queue: string): SeenMessage[];
  /** Resolves once all that may be kept is kept, or could not be. */
  settled(): Promise<void>;
  /** Tries again to keep what is in memory alone, of queues that `wanted` names. */
  keepAll(wanted: (queue: string) => boolean): Promise<void>;
  /** Forgets what is in memory alone; answers how many messages that were. */
  forget(wanted: (queue: string) => boolean): number;
}

/** Where messages are kept beyond the memory. `queue` is the memory's key. */
export interface SeenKeeper {
  keeps(queue: string): boolean;
  /** How often messages were deleted there, by anyone. */
  removals(): number;
  changed(queue: string, since: number, limits: SeenLimits): { messages: SeenMessage[]; until: number };
  /** Never rejects; false when the messages are not kept. */
  write(queue: string, messages: readonly SeenMessage[]): Promise<boolean>;
}

/** How much is in memory at most, over all queues; the oldest sights go first. */
export interface SeenLimits {
  messages: number;
  /** Body and attributes, in bytes. */
  bytes: number;
}

interface Entry {
  queue: string;
  message: SeenMessage;
  /** `waiting`: to be written; `kept`: on disk too; `here`: in memory alone. */
  state: 'waiting' | 'kept' | 'here';
}

/** See {@link SeenLimits}. */
export const seenLimits: SeenLimits = { messages: 10_000, bytes: 64 * 1024 * 1024 };

/** Makes a memory; `queue` is any key that tells queues apart. */
export function createSeenMemory(limits: SeenLimits = seenLimits, keeper?: SeenKeeper): SeenMemory {
  // In order of sight: a Map keeps the order of insertion.
  const all = new Map<string, Entry>();
  /** By queue: up to which change its kept messages were read. */
  const marks = new Map<string, number>();
  let removals = keeper?.removals() ?? 0;
  let bytes = 0;
  let writing: Promise<void> | undefined;

  const remove = (key: string): void => {
    const old = all.get(key);
    if (!old) return;
    bytes -= old.message.size;
    all.delete(key);
  };
  const put = (entry: Entry): void => {
    const key = `${entry.queue}\n${entry.message.messageId}`;
    remove(key);
    all.set(key, entry);
    bytes += entry.message.size;
    for (const [oldest, { queue, state }] of all) {
      if (all.size <= limits.messages && bytes <= limits.bytes) break;
      // Kept ones of another queue are read again when somebody asks for them.
      if (state === 'kept' && queue !== entry.queue) marks.delete(queue);
      remove(oldest);
    }
  };

  const writeAll = async (): Promise<void> => {
    for (;;) {
      const waiting = [...all.values()].filter(({ state }) => state === 'waiting');
      const [first] = waiting;
      if (!first || !keeper) return;
      const part = waiting.filter(({ queue }) => queue === first.queue);
      const kept = await keeper.write(
        first.queue,
        part.map(({ message }) => message),
      );
      for (const entry of part) entry.state = kept ? 'kept' : 'here';
    }
  };
  const startWriting = (): void => {
    // In the next turn: the messages of one look are written in one go.
    writing ??= new Promise<void>((resume) => setImmediate(resume)).then(writeAll).finally(() => {
      writing = undefined;
    });
  };

  const readKept = (queue: string): void => {
    if (!keeper?.keeps(queue)) return;
    const now = keeper.removals();
    if (now !== removals) {
      removals = now;
      marks.clear();
      for (const [key, { state }] of all) if (state === 'kept') remove(key);
    }
    const { messages, until } = keeper.changed(queue, marks.get(queue) ?? 0, limits);
    for (const message of messages) {
      // A sight that is still to be written is newer than what is kept.
      const state = all.get(`${queue}\n${message.messageId}`)?.state;
      if (state === undefined || state === 'kept') put({ queue, message, state: 'kept' });
    }
    marks.set(queue, until);
  };

  return {
    add(queue, message) {
      const keeping = keeper?.keeps(queue) ?? false;
      put({ queue, message, state: keeping ? 'waiting' : 'here' });
      if (keeping) startWriting();
    },
    of(queue) {
      readKept(queue);
      const entries = [...all.values()].filter((entry) => entry.queue === queue);
      return entries
        .map(({ message }) => message)
        .reverse()
        .sort((a, b) => b.seenAt - a.seenAt);
    },
    settled: async () => {
      while (writing) await writing;
    },
    async keepAll(wanted) {
      for (const entry of all.values()) {
        if (entry.state === 'here' && wanted(entry.queue) && keeper?.keeps(entry.queue))
          entry.state = 'waiting';
      }
      startWriting();
      while (writing) await writing;
    },
    forget(wanted) {
      let forgotten = 0;
      for (const [key, { queue, state }] of all) {
        if (!wanted(queue)) continue;
        remove(key);
        if (state !== 'kept') forgotten += 1;
      }
      return forgotten;
    },
  };
}
