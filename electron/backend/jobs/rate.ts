import type { JobClock } from './clock.ts';

const span = 30_000;
const least = 2000;

/** How many a second, over the last half minute. */
export function createPaceOfWork(clock: JobClock): { of(reached: number): number | null } {
  let samples: Array<{ at: number; reached: number }> = [];
  return {
    of(reached) {
      const at = clock.mono();
      samples = [...samples.filter((sample) => at - sample.at <= span), { at, reached }];
      const first = samples[0]!;
      return at - first.at < least ? null : ((reached - first.reached) * 1000) / (at - first.at);
    },
  };
}
