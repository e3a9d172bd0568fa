import type { Bucket } from '../meter.ts';
import { MINUTE } from '../durations.ts';

/** Equal buckets of minutes in a row, kept once: idle queues say the same thing minute after minute. */
interface Run extends Bucket {
  minutes: number;
}

/** The minutes of one metric, oldest first. */
export interface Series {
  /** Counts a value in a minute that is the newest or a later one; later minutes than it are dropped. */
  add(minute: number, value: number): void;
  /** Puts a whole minute before all others' end. */
  append(bucket: Bucket): void;
  read(from: number, to: number): Bucket[];
  /** Drops what is older than `minute`. */
  trim(minute: number): void;
  /** The newest minute; -Infinity when empty. */
  newest(): number;
  /** Stored runs: what the memory is counted by. */
  size(): number;
}

/** Makes an empty series. */
export function createSeries(): Series {
  let runs: Run[] = [];
  const endOf = (run: Run): number => run.minute + run.minutes * MINUTE;
  const mergeLast = (): void => {
    const [before, last] = runs.slice(-2);
    if (!before || !last || endOf(before) !== last.minute || !sameValues(before, last)) return;
    before.minutes += last.minutes;
    runs.pop();
  };
  const dropAfter = (minute: number): void => {
    const newest = runs.at(-1);
    if (!newest || endOf(newest) <= minute + MINUTE) return;
    // The clock was set back: what was counted later has not happened.
    runs = runs.filter((run) => run.minute <= minute);
    const last = runs.at(-1);
    if (last && endOf(last) > minute + MINUTE) last.minutes = (minute - last.minute) / MINUTE + 1;
  };

  return {
    add(minute, value) {
      dropAfter(minute);
      let last = runs.at(-1);
      if (!last || endOf(last) <= minute) {
        mergeLast();
        runs.push({ minute, minutes: 1, sum: value, minimum: value, maximum: value, samples: 1 });
        return;
      }
      if (last.minutes > 1) {
        last.minutes -= 1;
        last = { ...last, minute, minutes: 1 };
        runs.push(last);
      }
      last.sum += value;
      last.minimum = Math.min(last.minimum, value);
      last.maximum = Math.max(last.maximum, value);
      last.samples += 1;
    },
    append(bucket) {
      mergeLast();
      runs.push({ ...bucket, minutes: 1 });
      mergeLast();
    },
    read(from, to) {
      const found: Bucket[] = [];
      for (let index = firstEndingAfter(runs, from); index < runs.length; index++) {
        const run = runs[index];
        if (!run || run.minute >= to) break;
        const { minutes, ...values } = run;
        const first = Math.max(0, Math.ceil((from - run.minute) / MINUTE));
        const end = Math.min(minutes, Math.ceil((to - run.minute) / MINUTE));
        for (let at = first; at < end; at++) found.push({ ...values, minute: run.minute + at * MINUTE });
      }
      return found;
    },
    trim(minute) {
      runs.splice(0, firstEndingAfter(runs, minute));
      const first = runs[0];
      if (!first || first.minute >= minute) return;
      first.minutes -= Math.floor((minute - first.minute) / MINUTE);
      first.minute = minute;
    },
    newest() {
      const last = runs.at(-1);
      return last ? endOf(last) - MINUTE : -Infinity;
    },
    size: () => runs.length,
  };
}

/** Index of the first run that goes on beyond this moment. */
function firstEndingAfter(runs: readonly Run[], moment: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run && run.minute + run.minutes * MINUTE <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sameValues(a: Bucket, b: Bucket): boolean {
  return a.sum === b.sum && a.minimum === b.minimum && a.maximum === b.maximum && a.samples === b.samples;
}
