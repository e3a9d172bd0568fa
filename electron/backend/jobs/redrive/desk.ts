import { LONGEST_HOLD, holdMargin, holdSeconds } from '../../../domain/redrive/hold.ts';
import type { Failure } from '../../../contract/failure.ts';
import { earlier, isOver, later, left, moment, never, past, type Deadline, type JobClock } from '../clock.ts';
import { openBook, type Book } from './book.ts';
import type { Hand, Item, Journal, Judge, Received, RedriveOrder, Tally, Transport } from './model.ts';
import { createPace, type Pace } from './pace.ts';
import { figures, type Rules } from './rules.ts';

/** What a redrive works with; all of it is passed in. */
export interface RedriveParts {
  order: RedriveOrder;
  clock: JobClock;
  transport: Transport;
  journal: Journal;
  tally: Tally;
  rules: Rules;
  /** The expressions of the order; null where it has none. */
  judge: Judge | null;
  /** How many receives and sends run at once where answers come quickly. */
  lanes: number;
  /** The same where they take long; absent: as many. */
  widest?: number;
  /** Lets what has arrived meanwhile be taken in first, so that one commit serves it all; absent: nothing is waited for. */
  turn?: () => Promise<void>;
}

/** Why a redrive stops before its end. */
export type Stop = { kind: 'pause' | 'cancel' | 'close' } | { kind: 'failure'; failure: Failure };

/** What the steps of a redrive share. */
export interface Desk extends RedriveParts {
  book: Book;
  /** Messages in our hands, chosen or not. */
  hands: Map<string, Hand>;
  /** Items that a request is under way for. */
  busy: Set<string>;
  busyGroups: Set<string>;
  /** Re-shown messages whose copy was sent: to be deleted, whatever the book says. */
  toDelete: Set<string>;
  windows: Map<string, Deadline>;
  /** Messages that the predicate was asked about, or that were not chosen: they are not asked about again. */
  declined: Set<string>;
  pace: Pace;
  holdSeconds: number;
  stop: Stop | null;
  /** Coming to rest: nothing new is taken up. */
  resting: boolean;
  /** No call of any kind any more. */
  dead: boolean;
  /** After a refusal for being busy, an unanswered call: nothing of the kind before. */
  pauses: { send: Backoff; handle: Backoff; receive: Backoff };
  window(item: Item): Deadline;
  halt(error: unknown): void;
  fail(failure: Failure): void;
  handOf(before: Deadline, message: Received, verdict: Pick<Hand, 'content' | 'changed'>): Hand;
  renewed(hand: Hand, before: Deadline, seconds: number): Hand;
}

/** Waits longer after each failure, and not at all after a success. */
export interface Backoff {
  readonly over: boolean;
  failed(): void;
  ok(): void;
  readonly failures: number;
}

export function createBackoff(clock: JobClock): Backoff {
  let failures = 0;
  let until = past;
  return {
    get over() {
      return isOver(clock, until);
    },
    get failures() {
      return failures;
    },
    failed() {
      failures += 1;
      until = later(moment(clock), Math.min(30_000, 250 * 2 ** Math.min(failures, 10)));
    },
    ok() {
      failures = 0;
      until = past;
    },
  };
}

/** Opens the desk of a redrive: its book, and nothing in hand. */
export function openDesk(parts: RedriveParts, onHalt: (error: unknown) => void): Desk {
  const { clock, order } = parts;
  const desk: Desk = {
    ...parts,
    book: openBook(order, parts.journal, parts.tally, clock.now()),
    hands: new Map(),
    busy: new Set(),
    busyGroups: new Set(),
    toDelete: new Set(),
    windows: new Map(),
    declined: new Set(),
    pace: createPace(clock, order.rate),
    holdSeconds: holdSeconds(order.depth),
    stop: null,
    resting: false,
    dead: false,
    pauses: { send: createBackoff(clock), handle: createBackoff(clock), receive: createBackoff(clock) },
    // A process that took the job over knows only the wall clock's time of the first send.
    window: ({ id, firstSend }) => {
      if (firstSend === null) return never;
      return desk.windows.get(id) ?? { wall: firstSend + figures.repeatWindow, mono: Infinity };
    },
    halt(error) {
      if (desk.dead) return;
      desk.dead = true;
      onHalt(error);
    },
    fail(failure) {
      desk.stop ??= { kind: 'failure', failure };
    },
    handOf(before, { handle, content: received }, { content, changed }) {
      const until = later(before, desk.holdSeconds * 1000 - holdMargin(desk.holdSeconds));
      const ceiling = later(before, LONGEST_HOLD * 1000);
      return {
        handle,
        until,
        ceiling,
        renewAt: halfway(clock, until),
        group: received.groupId,
        content,
        changed,
      };
    },
    renewed(hand, before, seconds) {
      const until = earlier(later(before, seconds * 1000 - holdMargin(seconds)), hand.ceiling);
      return { ...hand, until, renewAt: halfway(clock, until) };
    },
  };
  return desk;
}

// Early enough that a send can still begin under the old hold.
function halfway(clock: JobClock, until: Deadline): Deadline {
  const rest = left(clock, until);
  return later(moment(clock), Math.min(rest / 2, rest - 2 * figures.requestTimeout));
}

/** Runs a step that writes: whatever the journal throws ends everything here, and the step with it. */
export function safely(desk: Desk, step: () => void): boolean {
  if (desk.dead) return false;
  try {
    step();
    return true;
  } catch (error) {
    desk.halt(error);
    return false;
  }
}
