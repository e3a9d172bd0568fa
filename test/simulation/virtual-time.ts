import type { JobClock } from '../../electron/backend/jobs/clock.ts';

/** Time that passes only when nothing else is left to do. */
export interface VirtualTime {
  clock: JobClock;
  /** Lets time pass until `done`, or until `limit` ms are over. False when the limit came first. */
  run(done: () => boolean, limit: number): Promise<boolean>;
  /** The process hangs: both clocks go on, and no timer fires meanwhile. */
  stall(ms: number): void;
  /** The laptop sleeps: only the wall clock goes on. */
  sleep(ms: number): void;
}

interface Timer {
  at: number;
  order: number;
  act: () => void;
}

/** Makes a virtual time; timers fire by the monotonic clock, in the order in which they were set. */
export function createVirtualTime(start = 1_750_000_000_000): VirtualTime {
  let mono = 0;
  let asleep = 0;
  let order = 0;
  let timers: Timer[] = [];
  const next = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  };
  return {
    clock: {
      now: () => start + mono + asleep,
      mono: () => mono,
      after(ms, act) {
        const timer = { at: mono + Math.max(0, ms), order: (order += 1), act };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    async run(done, limit) {
      const end = mono + limit;
      for (;;) {
        // All that waits on promises runs before this comes back.
        await new Promise((resolve) => setImmediate(resolve));
        if (done()) return true;
        const timer = next();
        if (!timer || timer.at > end) return false;
        timers = timers.filter((other) => other !== timer);
        mono = Math.max(mono, timer.at);
        timer.act();
      }
    },
    stall: (ms) => void (mono += ms),
    sleep: (ms) => void (asleep += ms),
  };
}

/** A random source that a seed repeats (mulberry32). */
export interface Chance {
  (): number;
  /** True with this probability. */
  hit(probability: number): boolean;
  /** A whole number from `min` to `max`. */
  between(min: number, max: number): number;
  /** Items in random order. */
  shuffled<Item>(items: readonly Item[]): Item[];
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return Object.assign(next, {
    hit: (probability: number) => next() < probability,
    between: (min: number, max: number) => min + Math.floor(next() * (max - min + 1)),
    shuffled<Item>(items: readonly Item[]): Item[] {
      const all = [...items];
      for (let at = all.length - 1; at > 0; at -= 1) {
        const other = Math.floor(next() * (at + 1));
        [all[at], all[other]] = [all[other]!, all[at]!];
      }
      return all;
    },
  });
}
