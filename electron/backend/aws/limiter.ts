import { wait, type Clock } from '../../domain/clock.ts';

/** Lets at most `limit` of the given works run at once; the others wait in order. */
export type Concurrency = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes a bounded concurrency. */
export function createConcurrency(limit: number): Concurrency {
  let running = 0;
  const waiting: Array<() => void> = [];
  return async (work) => {
    if (running >= limit) await new Promise<void>((resume) => waiting.push(resume));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes straight to the next one, so that a newcomer cannot take it in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** Resolves when the next call may be made. */
export type Pace = (signal?: AbortSignal) => Promise<void>;

/** Spaces calls evenly: at most `perSecond`, without bursts. */
export function createPace(clock: Clock, perSecond: number): Pace {
  const gap = 1000 / perSecond;
  let next = -Infinity;
  return async (signal) => {
    const now = clock.now();
    const at = Math.max(now, next);
    next = at + gap;
    if (at <= now) return;
    await wait(clock, at - now, signal);
    // Woken late: the next one keeps its distance from now.
    next = Math.max(next, clock.now() + gap);
  };
}
