import type { ItemState } from '../../../contract/jobs.ts';
import { ownDeduplicationId } from '../../../domain/redrive/content-digest.ts';
import { compareSequences } from '../../../domain/redrive/sequence.ts';
import { SQS } from '../../../domain/limits.ts';
import { isOver, later, left, type Deadline, type JobClock } from '../clock.ts';
import type { Content, Hand, Item, OutgoingEntry, RedriveOrder, SentAs, Tally } from './model.ts';

const minute = 60_000;
/** Where a confirmed copy makes the original one too many. */
const leaves: ReadonlySet<ItemState> = new Set(['sent', 'done', 'parked']);

/** Every figure of the protocol that a test may want smaller. Milliseconds, unless said. */
export const figures = {
  /** How long a send or delete may take; a hold has to last longer when it begins. */
  requestTimeout: 15_000,
  /** How long a FIFO send may be repeated under its id: one minute less than AWS's window. */
  repeatWindow: 4 * minute,
  /** AWS's own window: an answer after it may tell of a second copy. */
  window: SQS.deduplicationWindowSeconds * 1000,
  /** Until a queue that shows nothing counts as having nothing. */
  quiet: minute,
  /** Until messages that others keep in flight are no longer waited for. */
  patience: 10 * minute,
  /** Empty polls of every poller before a message counts as not shown again. */
  emptyPolls: 3,
  /** How far SQS's clock and ours may be apart. */
  skew: 10_000,
  /** How long one poll of such a wait may take, seconds. */
  watchPoll: 5,
  /** Messages in hand beyond which a wait between stages looks for no more. */
  watched: 10_000,
  /** Sends of one message without an answer before it is left alone. */
  attempts: 20,
};

/** What a message's next send would be. */
export type NextSend = 'first' | 'repeat' | 'again' | 'leave' | 'wait';

/** The decisions of the protocol, each by itself: what the engine asks before it acts. The letters are the protocol's. */
export const rules = {
  /** R1: a copy that came back, unless it was sent into this very queue. */
  cameBack: (copies: readonly SentAs[], order: RedriveOrder): SentAs | undefined =>
    copies.find(({ destination }) => destination !== order.source),

  /** A copy that this job sent would go round and round. */
  isOwnReturn: (returned: SentAs | undefined, order: RedriveOrder): boolean => returned?.job === order.job,

  /** R2, R3: the predicate is asked of messages that have no item and were not declined before; `known` says which. */
  isChosen(
    id: string,
    order: RedriveOrder,
    chosen: ReadonlySet<string> | null,
    known: 'taken' | 'declined' | null,
  ): 'yes' | 'no' | 'ask' {
    if (known !== null) return known === 'taken' ? 'yes' : 'no';
    if (chosen) return chosen.has(id) ? 'yes' : 'no';
    return order.where === null ? 'yes' : 'ask';
  },

  /** Content is made of what was received until the first S1 froze it. */
  mayChange: ({ state, outgoing }: Item): boolean =>
    (state === 'waiting' || state === 'held') && outgoing === null,

  /** S1: what is sent is written down with the intent, where it differs from what was received. */
  frozen: (
    item: Item,
    content: Content,
    changed: boolean,
  ): Pick<Item, 'outgoing' | 'changed' | 'revision'> => ({
    outgoing: item.outgoing ?? (changed ? content : null),
    changed: item.changed || changed,
    revision: item.changed || changed ? 1 : 0,
  }),

  /** An id that somebody else made: from when on it surely is in no five-minute window of what is known, epoch ms. */
  idIsFree: (item: Item, last: number | null): number =>
    Math.max(item.sentAt ?? -Infinity, last ?? -Infinity) + figures.window + figures.skew,

  /** R4 to R7: what to do with an item whose message is shown again. */
  shownAgain(order: RedriveOrder, { state }: Item): 'take' | 'delete' | 'let-go' {
    if (state === 'held' || state === 'sending') return 'take';
    return leaves.has(state) && !order.keep ? 'delete' : 'let-go';
  },

  dedupIdOf: (order: RedriveOrder, item: Item): string | null =>
    order.destinationFifo ? (item.dedupId ?? ownDeduplicationId(order.job, item.id, item.revision)) : null,

  /** S0: the hold lasts longer than the request may take. */
  lasts: (clock: JobClock, hand: Hand | undefined): boolean =>
    hand !== undefined && left(clock, hand.until) > figures.requestTimeout,

  /** S0 for what is held, D for what is sending. `window` ends the repeats under the same id. */
  nextSend(
    clock: JobClock,
    order: RedriveOrder,
    item: Item,
    hand: Hand | undefined,
    window: Deadline,
  ): NextSend {
    const inHand = rules.lasts(clock, hand);
    if (item.state === 'held') return inHand ? 'first' : 'wait';
    // The local store keeps one of each: asking it again doubles nothing.
    if (order.exact) return inHand ? 'first' : 'wait';
    if (item.attempts >= figures.attempts) return inHand ? 'leave' : 'wait';
    if (order.destinationFifo && !isOver(clock, window)) return 'repeat';
    if (!inHand) return 'wait';
    return order.unanswered === 'leave' ? 'leave' : 'again';
  },

  /** S1, the second look: neither hold nor window ran out while the intent was written. */
  mayLeave: (clock: JobClock, kind: NextSend, hand: Hand | undefined, window: Deadline): boolean =>
    kind === 'repeat' ? !isOver(clock, window) : rules.lasts(clock, hand),

  /** SEND, D3: only the lowest unfinished item of a FIFO group, and nothing behind a failure. */
  isTurn(order: RedriveOrder, item: Item, unfinished: Iterable<Item>, stopped: boolean): boolean {
    if (!order.destinationFifo || item.group === null) return true;
    if (stopped && order.sourceFifo) return false;
    for (const other of unfinished) {
      if (other.id === item.id) continue;
      // D3. Without an order at the source the others still wait for what may be stored already.
      const first = order.sourceFifo
        ? compareSequences(other.sequence, item.sequence) < 0
        : other.state === 'sending';
      if (first) return false;
    }
    return true;
  },

  /** SEND: may this join the request? Ten entries, 1 MiB, one of a group. */
  fits(order: RedriveOrder, batch: readonly Item[], item: Item, busyGroups: ReadonlySet<string>): boolean {
    if (batch.length >= SQS.batchEntries) return false;
    if (batch.some(({ route }) => route !== item.route)) return false;
    if (batch.reduce((sum, { size }) => sum + size, item.size) > SQS.batchSize) return false;
    if (!order.destinationFifo || item.group === null) return true;
    return !busyGroups.has(item.group) && batch.every(({ group }) => group !== item.group);
  },

  /** S3: the answer tells of another message, or of a place in front of one that was stored before it. */
  isSwallowed(
    order: RedriveOrder,
    newId: string | null,
    newSequence: string | null,
    known: { get(newId: string): string | undefined },
    item: Item,
    last: string | null,
  ): boolean {
    if (!order.destinationFifo) return false;
    const owner = newId === null ? undefined : known.get(newId);
    if (owner !== undefined && owner !== item.id) return true;
    return newSequence !== null && last !== null && compareSequences(newSequence, last) <= 0;
  },

  /** How many more of a stage may be sent for the first time: none while it waits. */
  stageAllowance: ({ begun, waitsUntil }: NonNullable<Tally['stage']>, size: number): number =>
    waitsUntil === null ? Math.max(0, size - begun) : 0,

  returnsTooMany: (returns: number, { returnsAllowed }: RedriveOrder): boolean => returns > returnsAllowed,

  /** PAUSE, CANCEL: no new S1. */
  maySend: (stop: unknown): boolean => stop === null,

  /** D1: an answer that came after AWS's window may tell of a second copy. */
  answeredLate: (clock: JobClock, item: Item, window: Deadline): boolean =>
    item.attempts > 1 && isOver(clock, later(window, figures.window - figures.repeatWindow)),

  /** X1, R6: what may be deleted. */
  mayDelete: (clock: JobClock, item: Item, hand: Hand | undefined): boolean =>
    leaves.has(item.state) && rules.lasts(clock, hand),
};

/** See {@link rules}; a test may put a wrong one in the place of one. */
export type Rules = typeof rules;

/** What goes out for an item: what was frozen, else what was received, with the group that it is sent with. */
export function toOutgoing(item: Item, content: Content): OutgoingEntry {
  const frozen = item.outgoing ?? content;
  return {
    id: item.id,
    content: { ...frozen, groupId: item.group },
    dedupId: item.dedupId,
    route: item.route,
  };
}

/** The group that a message is sent with. */
export function groupOf(order: RedriveOrder, id: string, { groupId }: Content): string | null {
  if (groupId !== null || !order.destinationFifo) return groupId;
  return order.groupId ?? id;
}
