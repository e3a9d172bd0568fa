import type { Clock } from '../domain/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, act) {
    // setTimeout counts in 32 bits: 24.8 days, longer than anything here waits.
    const timer = setTimeout(act, Math.min(Math.max(ms, 0), 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};
