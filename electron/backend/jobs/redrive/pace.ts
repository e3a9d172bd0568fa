import type { JobClock } from '../clock.ts';

/** How many messages may leave now, by a rate. */
export interface Pace {
  /** Whole messages; Infinity without a rate. */
  allowance(): number;
  spend(count: number): void;
}

/** Saves up what was not used, for two seconds at most. */
export function createPace(clock: JobClock, rate: number | null): Pace {
  let saved = 1;
  let at = clock.mono();
  return {
    allowance() {
      if (rate === null) return Infinity;
      const now = clock.mono();
      saved = Math.min(Math.max(1, rate * 2), saved + ((now - at) * rate) / 1000);
      at = now;
      return Math.floor(saved);
    },
    spend(count) {
      saved -= count;
    },
  };
}
