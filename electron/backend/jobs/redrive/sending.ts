import { ownDeduplicationId } from '../../../domain/redrive/content-digest.ts';
import { SQS } from '../../../domain/limits.ts';
import type { Desk } from './desk.ts';
import { later, moment } from '../clock.ts';
import type { Content, Item, SendResult } from './model.ts';
import { figures, toOutgoing, type NextSend } from './rules.ts';
import type { Stages } from './stages.ts';

/** One entry of a request: what it is for, and why it may go. */
interface Leaving {
  item: Item;
  kind: NextSend;
  content: Content;
  /** Whether that differs from what was received. */
  changed: boolean;
}

/**
 * SEND and D: the next request that may go out now; null when there is none. Its intents (S1) are put down, and have to be on
 * the disk before it is sent.
 */
export function nextRequest(desk: Desk, stages: Stages): Leaving[] | null {
  const { book, order, rules, hands, clock, busy, pace } = desk;
  let allowed = pace.allowance();
  let fresh = stages.allowance();
  if (allowed < 1) return null;
  const batch: Leaving[] = [];
  const changed: Item[] = [];
  for (const ids of [book.in('sending'), ...byUrgency(desk)]) {
    for (const id of ids) {
      if (allowed < 1 || batch.length === SQS.batchEntries) break;
      const item = book.get(id)!;
      if (busy.has(id) || (item.state === 'held' && item.stage === null && fresh < 1)) continue;
      const hand = hands.get(id);
      const kind = rules.nextSend(clock, order, item, hand, desk.window(item));
      if (kind === 'leave')
        changed.push({ ...item, state: 'uncertain', reason: 'unanswered', at: clock.now() });
      const content = item.outgoing ?? hand?.content ?? null;
      if (kind === 'wait' || kind === 'leave' || content === null) continue;
      if (kind !== 'repeat' && !isIdFree(desk, item, batch)) continue;
      const chosen = batch.map((entry) => entry.item);
      if (!rules.fits(order, chosen, item, desk.busyGroups)) continue;
      if (
        !rules.isTurn(
          order,
          item,
          item.group === null ? [] : book.unfinished(item.group),
          book.isStopped(item),
        )
      )
        continue;
      batch.push({ item, kind, content, changed: hand?.changed ?? item.changed });
      allowed -= 1;
      if (item.state === 'held' && item.stage === null) fresh -= 1;
    }
  }
  if (batch.length === 0) {
    if (changed.length > 0) book.put(changed);
    return null;
  }
  stages.begin(batch.filter(({ item }) => item.stage === null).length);
  pace.spend(batch.length);
  const begun = batch.map((entry) => ({ ...entry, item: begin(desk, entry) }));
  book.put([...changed, ...begun.map(({ item }) => item)]);
  for (const { item } of begun) busy.add(item.id);
  for (const group of groupsOf(desk, begun)) desk.busyGroups.add(group);
  return begun;
}

/** What no other request may hold at the same time. */
const groupsOf = ({ order }: Desk, request: readonly Leaving[]): string[] =>
  order.destinationFifo ? request.flatMap(({ item }) => item.group ?? []) : [];

/** Held items, those first that expire before the estimated end. */
function byUrgency({ order: { urgentBefore }, book }: Desk): Iterable<string>[] {
  const held = book.in('held');
  if (urgentBefore === null) return [held];
  const isUrgent = (id: string): boolean => (book.get(id)?.sentAt ?? Infinity) < urgentBefore;
  return [[...held].filter(isUrgent), [...held].filter((id) => !isUrgent(id))];
}

/** An id that somebody else made waits until it surely is in no window; two of the same never go together. */
function isIdFree(
  { rules, journal, book, clock, order }: Desk,
  item: Item,
  batch: readonly Leaving[],
): boolean {
  const { id, dedupId } = item;
  if (
    !order.destinationFifo ||
    dedupId === null ||
    item.dedupId === ownDeduplicationId(order.job, id, item.revision)
  )
    return true;
  if (batch.some((entry) => entry.item.dedupId === dedupId)) return false;
  // What is put down and not yet on the disk counts as well.
  for (const other of book.in('sending'))
    if (other !== id && book.get(other)?.dedupId === dedupId) return false;
  if (clock.now() < rules.idIsFree(item, null)) return false;
  return clock.now() >= rules.idIsFree(item, journal.lastSentAs(dedupId, { job: order.job, id }));
}

/** S1. */
function begin(
  { clock, order, rules, windows, book }: Desk,
  { item, kind, content, changed }: Leaving,
): Item {
  const now = moment(clock);
  const first = kind !== 'repeat';
  if (first) windows.set(item.id, later(now, figures.repeatWindow));
  const frozen = { ...item, ...rules.frozen(item, content, changed), edit: null };
  return {
    ...frozen,
    state: 'sending',
    stage: item.stage ?? book.tally.stage?.index ?? null,
    attempts: item.attempts + 1,
    dedupId: rules.dedupIdOf(order, frozen),
    firstSend: first ? now.wall : item.firstSend,
    doubt: item.doubt || kind === 'again',
    at: now.wall,
  };
}

/** The second look at both clocks: writing may have taken long. */
function lookAgain(desk: Desk, begun: readonly Leaving[]): Leaving[] {
  const { rules, clock, hands, book } = desk;
  const isGood = ({ item, kind }: Leaving): boolean =>
    rules.mayLeave(clock, kind, hands.get(item.id), desk.window(item));
  const late = begun.filter((entry) => !isGood(entry)).map(({ item }) => notSent(item));
  if (late.length > 0) book.put(late);
  return begun.filter(isGood);
}

/** Certainly not stored: held again, unless an earlier send is open. */
function notSent(item: Item): Item {
  return item.attempts > 1
    ? { ...item, attempts: item.attempts - 1 }
    : { ...item, state: 'held', attempts: 0, firstSend: null };
}

/** Sends a request whose intents are on the disk, and puts down what became of it. */
export async function send(desk: Desk, begun: readonly Leaving[]): Promise<void> {
  const { transport, busy, busyGroups, rules, clock, hands } = desk;
  const request = lookAgain(desk, begun);
  const entries = request.map(({ item, content }) => toOutgoing(item, content));
  const go = (): boolean =>
    !desk.dead &&
    request.every(({ item, kind }) => rules.mayLeave(clock, kind, hands.get(item.id), desk.window(item)));
  try {
    const results = request.length > 0 ? await transport.send(entries, go) : [];
    if (!desk.dead && request.length > 0) answered(desk, request, results);
  } finally {
    for (const { item } of begun) busy.delete(item.id);
    for (const group of groupsOf(desk, begun)) busyGroups.delete(group);
  }
}

function answered(desk: Desk, request: readonly Leaving[], results: readonly SendResult[]): void {
  let troubled = false;
  const changed = request.map(({ item }, index): Item => {
    // The hold may have been renewed, or the message shown again, while the request was under way.
    const now = desk.book.get(item.id) ?? item;
    const result = results[index];
    if (result?.kind === 'accepted') return accepted(desk, now, result);
    troubled = true;
    if (result?.kind !== 'refused') return { ...now, at: desk.clock.now() };
    if (result.whose === 'job') desk.fail(result.failure);
    const back = notSent(now);
    if (result.whose !== 'item') return back;
    const { code, message } = result.failure;
    // An earlier send of it is open, and asking again would only be refused again.
    const state = back.state === 'held' ? 'failed' : 'uncertain';
    return { ...back, state, reason: `${code}: ${message}`, at: desk.clock.now() };
  });
  const isGone = results.some((result) => result.kind === 'refused' && result.failure.code === 'NOT_FOUND');
  if (isGone) changed.push(...lastSent(desk));
  if (troubled) desk.pauses.send.failed();
  else desk.pauses.send.ok();
  desk.book.put(changed);
}

/** SQS may lose what it acknowledged within a minute of somebody's delete of the queue. */
function lastSent({ book, clock }: Desk): Item[] {
  return book
    .recallSent(clock.now() - figures.quiet)
    .filter(({ state }) => state === 'sent' || state === 'done')
    .map((item) => ({ ...item, reason: 'destination-gone' }));
}

/** S2, S3, S4. */
function accepted(
  desk: Desk,
  item: Item,
  { newId, newSequence, intact }: Extract<SendResult, { kind: 'accepted' }>,
): Item {
  const { rules, order, book, clock } = desk;
  const at = clock.now();
  if (intact === false) {
    desk.fail({
      code: 'CORRUPT',
      message: `The copy ${newId ?? ''} differs from what was sent. The original stays.`,
      retryable: false,
      resource: newId ?? undefined,
    });
    return { ...item, state: 'failed', reason: `corrupt: ${newId}`, newId, newSequence, at };
  }
  if (rules.isSwallowed(order, newId, newSequence, book.copies, item, book.lastOf(item))) {
    return { ...item, state: 'failed', reason: `swallowed: ${newId}`, at };
  }
  const doubt = item.doubt || (order.destinationFifo && rules.answeredLate(clock, item, desk.window(item)));
  desk.windows.delete(item.id);
  const hand = desk.hands.get(item.id);
  // It will not be sent again.
  if (hand) desk.hands.set(item.id, { ...hand, content: null });
  return {
    ...item,
    state: order.keep ? 'kept' : 'sent',
    doubt,
    newId,
    newSequence,
    outgoing: null,
    reason: intact === null ? 'unchecked' : null,
    at,
  };
}
