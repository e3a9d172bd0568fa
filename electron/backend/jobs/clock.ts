import type { Clock } from '../../domain/clock.ts';
import { systemClock } from '../system-clock.ts';

/** Time for what must not be late: the wall clock can be set back, and the monotonic one stops while a laptop sleeps. */
export interface JobClock extends Clock {
  /** Milliseconds since any moment; never goes back. */
  mono(): number;
}

/** The machine's own two clocks. */
export const systemJobClock: JobClock = { ...systemClock, mono: () => performance.now() };

/** A moment on both clocks: it is past when EITHER says so. A clock that cannot know it has Infinity. */
export interface Deadline {
  wall: number;
  mono: number;
}

export const never: Deadline = { wall: Infinity, mono: Infinity };
export const past: Deadline = { wall: -Infinity, mono: -Infinity };

/** Both clocks now. */
export const moment = (clock: JobClock): Deadline => ({ wall: clock.now(), mono: clock.mono() });

export const later = (from: Deadline, ms: number): Deadline => ({
  wall: from.wall + ms,
  mono: from.mono + ms,
});

export const earlier = (one: Deadline, other: Deadline): Deadline => ({
  wall: Math.min(one.wall, other.wall),
  mono: Math.min(one.mono, other.mono),
});

/** Milliseconds until the nearer of the two; negative when it is past. */
export const left = (clock: JobClock, deadline: Deadline): number =>
  Math.min(deadline.wall - clock.now(), deadline.mono - clock.mono());

export const isOver = (clock: JobClock, deadline: Deadline): boolean => left(clock, deadline) <= 0;
