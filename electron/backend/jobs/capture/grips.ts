import { holdMargin, LONGEST_HOLD } from '../../../domain/redrive/hold.ts';
import type { Held } from '../../features/messages/entries.ts';
import { earlier, isOver, later, left, type Deadline, type JobClock } from '../clock.ts';

/** Messages of one receive: they share their times. */
export interface Grip {
  held: Held[];
  /** Until when they are surely hidden. */
  until: Deadline;
  renewAt: Deadline;
  /** 11 h 30 after the receive: no renewal goes beyond. */
  ceiling: Deadline;
}

/** What a capture holds; ids, handles and times are all that stays in memory. */
export interface Grips {
  /** How many messages. */
  readonly size: number;
  /** When the first of them can be renewed no more, on the wall clock; null before the first. */
  readonly latest: number | null;
  /** @param before when the request went out */
  take(held: Held[], before: Deadline): Grip;
  /** Those whose half time is over, at most so many. */
  due(most: number): Grip[];
  /** For how many more seconds it can be hidden from now. */
  secondsFor(grip: Grip): number;
  /** Those among `done` stay hidden; what could not be renewed comes back when it would have. */
  renewed(grip: Grip, done: ReadonlySet<string>, seconds: number, before: Deadline): void;
  /** Forgets what is visible again. */
  dropExpired(): void;
  /** Takes out what is held, at most so many grips. */
  takeOut(most: number): Grip[];
}

/** Opens the grips of a capture. */
export function createGrips(clock: JobClock, holdSeconds: number): Grips {
  const all = new Set<Grip>();
  let size = 0;
  let latest: number | null = null;
  const remove = (grip: Grip): void => {
    if (all.delete(grip)) size -= grip.held.length;
  };
  const span = (before: Deadline, seconds: number, ceiling: Deadline): Pick<Grip, 'until' | 'renewAt'> => ({
    until: earlier(later(before, seconds * 1000 - holdMargin(seconds)), ceiling),
    renewAt: later(before, seconds * 500),
  });

  return {
    get size() {
      return size;
    },
    get latest() {
      return latest;
    },
    take(held, before) {
      const ceiling = later(before, LONGEST_HOLD * 1000);
      const grip = { held, ceiling, ...span(before, holdSeconds, ceiling) };
      if (held.length > 0) all.add(grip);
      latest ??= ceiling.wall;
      size += held.length;
      return grip;
    },
    due(most) {
      const due: Grip[] = [];
      for (const grip of all) {
        if (isOver(clock, grip.renewAt) && due.push(grip) === most) break;
      }
      return due;
    },
    secondsFor: ({ ceiling }) => Math.min(holdSeconds, Math.floor(left(clock, ceiling) / 1000)),
    renewed(grip, done, seconds, before) {
      if (!all.has(grip)) return;
      const kept = grip.held.filter(({ messageId }) => done.has(messageId));
      const lost = grip.held.filter(({ messageId }) => !done.has(messageId));
      remove(grip);
      if (kept.length > 0) all.add({ ...grip, held: kept, ...span(before, seconds, grip.ceiling) });
      // Tried once more before its time, then left to come back.
      if (lost.length > 0) {
        const renewAt = later(before, Math.max(1000, left(clock, grip.until) / 2));
        all.add({ ...grip, held: lost, renewAt });
      }
      size += kept.length + lost.length;
    },
    dropExpired() {
      for (const grip of all) if (isOver(clock, grip.until)) remove(grip);
    },
    takeOut(most) {
      const taken: Grip[] = [];
      for (const grip of all) {
        taken.push(grip);
        if (taken.length === most) break;
      }
      for (const grip of taken) remove(grip);
      return taken;
    },
  };
}
