import { SQS } from '../../../domain/limits.ts';
import type { ItemState } from '../../../contract/jobs.ts';
import { isOver, later, moment, type Deadline } from '../clock.ts';
import type { Desk } from './desk.ts';
import type { Item } from './model.ts';
import { figures } from './rules.ts';

/** How the search of a redrive goes: whether the source still shows anything. */
export interface Search {
  /** A poll came back. */
  polled(found: number): void;
  /** Whether the last poll brought something, or there was none yet. */
  isFinding(): boolean;
  /** How long the next poll waits, seconds. */
  waitSeconds(): number;
  /** Whether to receive on. */
  isOn(): boolean;
  /** Whether no more can be held. */
  isFull(): boolean;
  /** Whether that ends the search before its end. */
  isStuck(): boolean;
  /** Whether it is time to read the counts. */
  isDue(): boolean;
  /** Reads the counts, and draws what follows. */
  judge(): Promise<void>;
  /** Whether the redrive has come to its end. */
  isOver(): boolean;
}

const open: readonly ItemState[] = ['waiting', 'held', 'sending', 'sent'];

/** Starts the search. */
export function createSearch(desk: Desk): Search {
  const { book, order, clock, hands, transport, rules } = desk;
  let empty = 0;
  let quietSince: Deadline | null = null;
  let zeroSince: Deadline | null = null;
  let askedAt: Deadline | null = null;
  let judging = false;
  let drained = false;

  /** Looks no further than the first. */
  const someOpen = (is: (item: Item) => boolean): boolean => {
    for (const state of open) for (const id of book.in(state)) if (is(book.get(id)!)) return true;
    return false;
  };
  const hasOpen = (): boolean => open.some((state) => book.in(state).size > 0);
  const isBlocked = (item: Item): boolean =>
    item.state === 'held' && order.sourceFifo && book.isStopped(item);
  /** Open, and nothing but another sight of it can bring it on. */
  const isUnseen = (item: Item): boolean => {
    const hidden = item.holdUntil !== null && item.holdUntil > clock.now();
    return !hands.has(item.id) && !hidden && !desk.busy.has(item.id);
  };
  const hasUnseen = (): boolean => someOpen((item) => isUnseen(item));
  const unseen = (): Item[] =>
    open.flatMap((state) => [...book.in(state)].map((id) => book.get(id)!)).filter(isUnseen);
  /** In hand, and not waiting for another one of its group. */
  const canGoOn = (item: Item): boolean =>
    hands.has(item.id) &&
    !isBlocked(item) &&
    (item.state !== 'held' ||
      item.group === null ||
      rules.isTurn(order, item, book.unfinished(item.group), false));
  const working = (): boolean => someOpen(canGoOn);
  const over = (since: Deadline | null, ms: number): boolean =>
    since !== null && isOver(clock, later(since, ms));
  /** Far more came than there was: others send faster than can be searched. */
  const isFlooded = (): boolean => order.ids !== null && book.tally.seen > 2 * (order.depth ?? 0) + 1000;
  /** All that was there at the start was met and is settled: one empty poll of each, and counts of zero, are enough. */
  const isMet = (): boolean =>
    order.ids === null && order.depth !== null && book.tally.seen >= order.depth && !hasOpen();
  /** As many were taken up as were asked for. */
  const isEnough = (): boolean => order.most !== null && book.taken >= order.most;
  const isFull = (): boolean => hands.size >= SQS.inFlight * 0.8;
  const isOn = (): boolean => !drained && ((order.ids === null && !isEnough()) || hasUnseen());
  const isQuiet = (): boolean => empty >= (isMet() ? 1 : figures.emptyPolls) * desk.lanes;

  const end = (items: readonly Item[], to: (item: Item) => Pick<Item, 'state' | 'reason'> | null): void => {
    const changed = items.flatMap((item) => {
      const next = to(item);
      return next ? [{ ...item, ...next, at: clock.now() }] : [];
    });
    book.put(changed);
  };

  const draw = (others: number | null, waiting: number): void => {
    const nothing = others === 0 && waiting === 0;
    if (!nothing) zeroSince = null;
    else zeroSince ??= moment(clock);
    const left = unseen();
    const behind = order.sourceFifo && hands.size > 0;
    // Hidden by our own hold of their group: they are there, and out of reach.
    if (behind && !working())
      end(left, ({ state }) => (state === 'waiting' ? { state: 'left', reason: 'fifo-blocked' } : null));
    const gone = over(zeroSince, figures.quiet) || (others === null && over(quietSince, figures.quiet));
    const lost = over(quietSince, figures.patience) || isFlooded();
    if (!working() && (gone || lost)) {
      end(left, ({ state }) => {
        if (state === 'sending') return { state: 'uncertain', reason: 'not-shown' };
        if (state === 'sent') return gone ? { state: order.goal, reason: null } : null;
        return { state: 'gone', reason: 'not-shown' };
      });
      // Confirmed, but its original was never shown again while somebody else may hold it.
      if (lost && !gone) drained = true;
    }
    if (!hasOpen() && (nothing || over(quietSince, figures.quiet))) drained = true;
  };

  return {
    polled(found) {
      if (found > 0) {
        empty = 0;
        quietSince = null;
        zeroSince = null;
      } else {
        empty += 1;
        if (isQuiet()) quietSince ??= moment(clock);
      }
    },
    isFinding: () => empty === 0,
    isOn,
    isFull,
    isStuck: () => isFull() && isOn() && !working() && desk.busy.size === 0,
    // Every long poll asks all servers; a full-length one where a verdict hangs on it.
    waitSeconds: () => (hands.size === 0 && hasUnseen() ? SQS.longPollSeconds : 1),
    isDue: () =>
      !judging &&
      (isQuiet() || isFlooded()) &&
      !working() &&
      (!askedAt || isOver(clock, later(askedAt, 5000))),
    async judge() {
      judging = true;
      askedAt = moment(clock);
      try {
        const counts = await transport.counts();
        if (desk.dead || desk.stop || !(isQuiet() || isFlooded())) return;
        const ours = [...hands.values()].filter((hand) => !isOver(clock, hand.until)).length;
        if (counts) draw(Math.max(0, counts.inFlight + counts.delayed - ours), counts.visible);
        else draw(null, 0);
      } finally {
        judging = false;
      }
    },
    isOver() {
      if (drained) return !working();
      if (isEnough() && book.in('waiting').size > 0)
        end(
          [...book.in('waiting')].map((id) => book.get(id)!),
          () => ({ state: 'left', reason: 'enough' }),
        );
      return (order.ids !== null || isEnough()) && !someOpen((item) => !isBlocked(item));
    },
  };
}

/** What is left of an ended or cancelled redrive: not sent, and in its queue. */
export function leaveRest(desk: Desk, reason: 'cancelled' | 'blocked'): void {
  const { book, clock } = desk;
  const changed: Item[] = [];
  const at = clock.now();
  for (const id of [...book.in('waiting'), ...book.in('held')])
    changed.push({ ...book.get(id)!, state: 'left', reason, at });
  for (const id of book.in('sending'))
    changed.push({ ...book.get(id)!, state: 'uncertain', reason: 'unanswered', at });
  for (const id of book.in('sent')) changed.push({ ...book.get(id)!, reason: 'not-deleted', at });
  book.put(changed);
}
