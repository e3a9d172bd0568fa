import type { Clock } from '../../domain/clock.ts';

/** Answers that are kept for a while, so that a page that is opened again costs no call. */
export interface Remembered<Value> {
  /** The kept answer while it is young, else a new one. A reading that fails is not kept. */
  of(key: string, read: () => Promise<Value>, again?: boolean): Promise<Value>;
}

/** @param keep how long, ms @param most answers at a time; the oldest gives way */
export function createRemembered<Value>(clock: Clock, keep: number, most = 5_000): Remembered<Value> {
  const known = new Map<string, { at: number; value: Value }>();
  return {
    async of(key, read, again = false) {
      const before = known.get(key);
      if (before && !again && clock.now() - before.at < keep) return before.value;
      const value = await read();
      known.delete(key);
      known.set(key, { at: clock.now(), value });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return value;
    },
  };
}
