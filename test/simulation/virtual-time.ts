import type { JobClock } from '../../electron/backend/jobs/clock.ts';

/** Time that passes only when nothing else is left to do. */
export interface VirtualTime {
  clock: JobClock;
  /** Lets time pass until `done`, or until `limit` ms are over. False when the limit came first. */
  run(done: () => boolean, limit: number): Promise<boolean>;
  /** The process hangs: both clocks go on, and only what happens outside of it goes on with them. */
  stall(ms: number): void;
  /** Something outside of all processes: bytes that have left arrive. */
  outside(ms: number, act: () => void): void;
  /** The laptop sleeps: only the wall clock goes on. */
  sleep(ms: number): void;
}

interface Timer {
  at: number;
  order: number;
  act: () => void;
  outside: boolean;
}

/** Makes a virtual time; timers fire by the monotonic clock, in the order in which they were set. */
export function createVirtualTime(start = 1_750_000_000_000): VirtualTime {
  let mono = 0;
  let asleep = 0;
  let order = 0;
  let timers: Timer[] = [];
  const add = (ms: number, act: () => void, outside: boolean): Timer => {
    const timer = { at: mono + Math.max(0, ms), order: (order += 1), act, outside };
    timers.push(timer);
    return timer;
  };
  const next = (among: readonly Timer[]): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of among) {
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
        const timer = add(ms, act, false);
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
        const timer = next(timers);
        if (!timer || timer.at > end) return false;
        timers = timers.filter((other) => other !== timer);
        mono = Math.max(mono, timer.at);
        timer.act();
      }
    },
    stall(ms) {
      const end = mono + ms;
      for (;;) {
        const timer = next(timers.filter(({ outside }) => outside));
        if (!timer || timer.at > end) break;
        timers = timers.filter((other) => other !== timer);
        mono = Math.max(mono, timer.at);
        timer.act();
      }
      mono = end;
    },
    outside: (ms, act) => void add(ms, act, true),
    sleep(ms) {
      const before = asleep;
      for (;;) {
        const timer = next(timers.filter(({ outside }) => outside));
        if (!timer || timer.at - mono > ms) break;
        timers = timers.filter((other) => other !== timer);
        // The world outside is awake.
        asleep = Math.max(asleep, before + timer.at - mono);
        timer.act();
      }
      asleep = before + ms;
    },
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
