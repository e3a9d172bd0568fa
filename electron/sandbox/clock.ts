import type { Cancel, Clock } from '../domain/clock.ts';

/** A clock that runs by itself until it is set: moved ahead, or held still and moved by hand. */
export interface SettableClock extends Clock {
  /** Moves ahead by `ms`; timers that come due fire in order, each at its own moment. */
  advance(ms: number): void;
  /** Sets the wall clock to `at` (epoch ms). Ahead: timers due by then fire. Back: timers wait as long as they still had to. */
  set(at: number): void;
  /** Stops time at this moment; only `advance` and `set` move it. */
  hold(): void;
  /** Lets time run on from where it is. */
  run(): void;
  /** Drops all timers. */
  close(): void;
}

interface Timer {
  due: number;
  order: number;
  act: () => void;
}

/** Makes a clock that starts at `start` (epoch ms; the machine's time by default). */
export function createSettableClock(start: number = Date.now(), held = false): SettableClock {
  let base = start;
  let since: number | null = held ? null : performance.now();
  let order = 0;
  let wake: NodeJS.Timeout | undefined;
  const timers = new Set<Timer>();

  const now = (): number => Math.floor(base + (since === null ? 0 : performance.now() - since));
  const next = (until: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.due > until) continue;
      if (!first || timer.due < first.due || (timer.due === first.due && timer.order < first.order))
        first = timer;
    }
    return first;
  };
  const fireDue = (): void => {
    const until = now();
    for (let timer = next(until); timer; timer = next(until)) {
      timers.delete(timer);
      timer.act();
    }
    arm();
  };
  function arm(): void {
    clearTimeout(wake);
    wake = undefined;
    if (since === null) return;
    const first = next(Infinity);
    if (!first) return;
    // setTimeout counts in 32 bits: longer waits are armed again.
    wake = setTimeout(fireDue, Math.min(Math.max(first.due - now(), 0), 2 ** 31 - 1));
    wake.unref();
  }
  const moveTo = (at: number): void => {
    // Each timer sees the moment it was due at, so that what it schedules in turn is due at the right time too.
    for (let timer = next(at); timer; timer = next(at)) {
      timers.delete(timer);
      rebase(Math.max(timer.due, now()));
      timer.act();
    }
    rebase(at);
    arm();
  };
  const set = (at: number): void => {
    const back = now() - at;
    // What was to happen after so many milliseconds still does: a long poll does not wait for the old time to come again.
    if (back > 0) for (const timer of timers) timer.due -= back;
    moveTo(at);
  };
  const rebase = (at: number): void => {
    base = at;
    if (since !== null) since = performance.now();
  };

  return {
    now,
    after(ms, act): Cancel {
      const timer: Timer = { due: now() + Math.max(0, ms), order: order++, act };
      timers.add(timer);
      arm();
      return () => {
        timers.delete(timer);
      };
    },
    advance: (ms) => moveTo(now() + ms),
    set,
    hold() {
      base = now();
      since = null;
      arm();
    },
    run() {
      if (since === null) since = performance.now();
      arm();
    },
    close() {
      timers.clear();
      clearTimeout(wake);
    },
  };
}
