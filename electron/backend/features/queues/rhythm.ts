import type { Clock } from '../../../domain/clock.ts';
import type { DescribedQueue } from '../../../contract/queues.ts';

/** GetQueueAttributes a second, per scope, over all watchers. */
const budget = 4;
/** No queue is read again sooner, however few are watched, ms. */
export const shortestPeriod = 2_000;
/** A quiet queue is read at least so often, ms, unless more is wanted of its watchers. */
const quietPeriod = 20_000;
/** A queue that is gone or cannot be read is tried again after so long, ms. */
const failedPeriod = 60_000;
/** Equal readings after which the period doubles. */
const quietAfter = 3;
/** How much slower a throttled scope is read at most, and how long without throttling makes it faster again, ms. */
const slowest = 8;
const calmAfter = 20_000;

interface Beat {
  every: number;
  due: number;
  period: number;
  /** Readings since the counts last changed. */
  same: number;
  failures: number;
  last: string | undefined;
}

/** When which queue of a scope is read next. */
export interface Rhythm {
  /** Which queues are watched, each with the shortest period that is wanted, ms. */
  watch(wanted: ReadonlyMap<string, number>): void;
  /** Somebody new watches: whatever was learned of its quiet counts no more. */
  awake(url: string): void;
  /** The queue whose turn comes first, and when; undefined when none is watched. */
  next(): { url: string; at: number } | undefined;
  /** Its reading begins now. */
  begin(url: string): void;
  /** Learns from a reading: what changes is read more often, what is quiet, gone or throttled less often. */
  take(described: DescribedQueue): { period: number; throttled: boolean };
}

/** Makes the rhythm of one scope. */
export function createRhythm(clock: Clock): Rhythm {
  const beats = new Map<string, Beat>();
  let free = -Infinity;
  let slow = 1;
  let slowedAt = -Infinity;
  const gap = (): number => (1000 / budget) * slow;

  function periodOf({ every, same, failures }: Beat): number {
    if (failures > 0) return Math.max(every, Math.min(failedPeriod, every * 2 ** failures));
    const quiet = Math.min(every * 2 ** Math.floor(same / quietAfter), Math.max(every, quietPeriod));
    return quiet;
  }

  function learnThrottling(throttled: boolean): void {
    const now = clock.now();
    if (throttled) {
      slow = Math.min(slowest, slow * 2);
      slowedAt = now;
    } else if (slow > 1 && now - slowedAt >= calmAfter) {
      slow /= 2;
      slowedAt = now;
    }
  }

  return {
    watch(wanted) {
      for (const url of beats.keys()) if (!wanted.has(url)) beats.delete(url);
      for (const [url, every] of wanted) {
        const known = beats.get(url);
        if (!known)
          beats.set(url, { every, due: -Infinity, period: every, same: 0, failures: 0, last: undefined });
        else {
          known.every = every;
          known.due = Math.min(known.due, clock.now() + periodOf(known));
        }
      }
    },
    awake(url) {
      const beat = beats.get(url);
      if (!beat) return;
      beat.same = 0;
      beat.failures = 0;
      beat.due = Math.min(beat.due, clock.now() + beat.every);
    },
    next() {
      let first: string | undefined;
      let due = Infinity;
      for (const [url, beat] of beats) {
        if (beat.due < due || first === undefined) [first, due] = [url, beat.due];
      }
      return first === undefined ? undefined : { url: first, at: Math.max(due, free) };
    },
    begin(url) {
      const beat = beats.get(url);
      if (!beat) return;
      const now = clock.now();
      free = now + gap();
      beat.period = periodOf(beat);
      beat.due = now + beat.period;
    },
    take({ url, summary, failure }) {
      learnThrottling(failure?.code === 'THROTTLED');
      const beat = beats.get(url);
      if (!beat) return { period: shortestPeriod, throttled: slow > 1 };
      const begun = beat.due - beat.period;
      const { at: _at, ...counts } = summary?.counts ?? { at: 0 };
      const now = JSON.stringify(counts);
      beat.failures = failure ? (failure.code === 'NOT_FOUND' ? 16 : Math.min(16, beat.failures + 1)) : 0;
      beat.same = now === beat.last ? beat.same + 1 : 0;
      beat.last = now;
      beat.period = periodOf(beat);
      beat.due = begun + beat.period;
      return { period: Math.max(beat.period, beats.size * gap()), throttled: slow > 1 };
    },
  };
}
