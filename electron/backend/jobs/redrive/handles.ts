import { SQS } from '../../../domain/limits.ts';
import { isOver, left, moment } from '../clock.ts';
import { safely, type Desk } from './desk.ts';
import type { Hand, HandleEntry, HandleResult, Item } from './model.ts';

const noMore = (results: readonly (HandleResult | undefined)[]): HandleResult | undefined =>
  results.find((result) => result !== undefined && result.kind !== 'ok');

/** DELETE: originals whose copy is confirmed and written down, and whose hold outlasts the request. */
export function nextDelete(desk: Desk): string[] {
  const { book, hands, rules, clock, busy, toDelete, order } = desk;
  const ids: string[] = [];
  const consider = (id: string): void => {
    const item = book.get(id);
    if (
      ids.length < SQS.batchEntries &&
      item &&
      !busy.has(id) &&
      !ids.includes(id) &&
      rules.mayDelete(clock, item, hands.get(id))
    ) {
      ids.push(id);
    }
  };
  if (order.keep) return ids;
  for (const id of book.in('sent')) consider(id);
  for (const id of toDelete) consider(id);
  return ids;
}

export async function remove(desk: Desk, ids: readonly string[]): Promise<void> {
  const { transport, hands, clock, rules, book, journal, pauses, order } = desk;
  const entries = toEntries(desk, ids);
  if (!safely(desk, () => journal.check())) return;
  const go = (): boolean =>
    !desk.dead &&
    entries.every(
      ({ id, handle }) =>
        // Shown again while the request waited to leave: that handle is an old one now.
        hands.get(id)?.handle === handle && rules.mayDelete(clock, book.get(id)!, hands.get(id)),
    );
  const results = await during(desk, ids, () => transport.remove(entries, go));
  if (desk.dead) return;
  const done: Item[] = [];
  entries.forEach(({ id, handle }, index) => {
    const result = results[index];
    const item = book.get(id)!;
    const hand = hands.get(id);
    // An answer that outlasted the hold says nothing: SQS takes an old handle, and keeps the message.
    if (result?.kind === 'ok' && (hand?.handle !== handle || isOver(clock, hand.until))) return;
    if (result?.kind === 'ok') {
      hands.delete(id);
      desk.toDelete.delete(id);
      if (item.state === 'sent')
        done.push({ ...item, state: order.goal, handle: null, holdUntil: null, at: clock.now() });
    } else if (result?.kind === 'lost' && hand?.handle === handle) hands.delete(id);
  });
  settle(desk, results, pauses.handle);
  book.tally.holding = hands.size;
  book.put(done);
}

/** Holds past their half, ten at most: they are renewed before a send could no longer begin under them. */
export function nextRenewal(desk: Desk): string[] {
  const { hands, clock, busy } = desk;
  const ids: string[] = [];
  for (const [id, hand] of hands) {
    if (ids.length === SQS.batchEntries) break;
    if (
      busy.has(id) ||
      !isOver(clock, hand.renewAt) ||
      isOver(clock, hand.until) ||
      left(clock, hand.ceiling) < 60_000
    )
      continue;
    ids.push(id);
  }
  return ids;
}

export async function renew(desk: Desk, ids: readonly string[]): Promise<void> {
  const { hands, clock } = desk;
  const seconds = Math.min(
    desk.holdSeconds,
    ...ids.map((id) => Math.floor(left(clock, hands.get(id)!.ceiling) / 1000)),
  );
  await changeHolds(desk, ids, seconds, (hand, before) => desk.renewed(hand, before, seconds));
}

/** Makes messages visible again. Those that fail come back by themselves. */
export async function release(desk: Desk, ids: readonly string[]): Promise<void> {
  const { book } = desk;
  // From here on their handles delete nothing for sure: whoever goes on after a crash must not trust them.
  const trusted = ids.flatMap((id) => {
    const item = book.get(id);
    const isTrusted = item?.state === 'sent' || item?.state === 'sending';
    return isTrusted && item.holdUntil !== null ? [{ ...item, holdUntil: null }] : [];
  });
  if (trusted.length > 0) {
    book.put(trusted);
    if (!safely(desk, () => book.flush())) return;
  }
  await changeHolds(desk, ids, 0, () => null);
  for (const id of ids) desk.hands.delete(id);
  desk.book.tally.holding = desk.hands.size;
}

async function changeHolds(
  desk: Desk,
  ids: readonly string[],
  seconds: number,
  to: (hand: Hand, before: ReturnType<typeof moment>) => Hand | null,
): Promise<void> {
  const { hands, transport, clock, book, journal, pauses } = desk;
  const entries = toEntries(desk, ids);
  if (entries.length === 0 || !safely(desk, () => journal.check())) return;
  const before = moment(clock);
  const go = (): boolean => !desk.dead;
  const results = await during(desk, ids, () => transport.hide(entries, seconds, go));
  if (desk.dead) return;
  const changed: Item[] = [];
  entries.forEach(({ id, handle }, index) => {
    const hand = hands.get(id);
    const result = results[index];
    if (!hand || hand.handle !== handle) return;
    // Too late to say whose hold it was that changed.
    const late = seconds > 0 && isOver(clock, hand.until);
    const next = late ? null : result?.kind === 'ok' ? to(hand, before) : hand;
    if (result?.kind === 'lost' || next === null) hands.delete(id);
    else hands.set(id, next);
    const item = book.get(id);
    if (result?.kind === 'ok' && item) changed.push({ ...item, holdUntil: next?.until.wall ?? null });
  });
  settle(desk, results, pauses.handle);
  book.put(changed);
}

/** Lets go, by the journaled handles, of what an earlier process held; what it has confirmed can be deleted at once. */
export async function takeOver(desk: Desk): Promise<void> {
  const { book, clock, hands, rules, order } = desk;
  const released: string[] = [];
  for (const item of book.items()) {
    if (item.handle === null || item.holdUntil === null || item.holdUntil <= clock.now()) continue;
    const until = { wall: item.holdUntil, mono: Infinity };
    const hand: Hand = {
      handle: item.handle,
      until,
      ceiling: until,
      renewAt: until,
      group: item.group,
      content: item.outgoing,
      changed: item.changed,
    };
    hands.set(item.id, hand);
    if (item.state === 'sent') continue;
    const repeats =
      item.state === 'sending' && rules.nextSend(clock, order, item, hand, desk.window(item)) === 'repeat';
    // Without its content in memory it cannot be sent before it is received again.
    if (!repeats || item.outgoing === null) released.push(item.id);
  }
  for (let at = 0; at < released.length && !desk.dead; at += SQS.batchEntries) {
    await release(desk, released.slice(at, at + SQS.batchEntries));
  }
}

async function during<Result>(
  desk: Desk,
  ids: readonly string[],
  call: () => Promise<Result>,
): Promise<Result> {
  for (const id of ids) desk.busy.add(id);
  try {
    return await call();
  } finally {
    for (const id of ids) desk.busy.delete(id);
  }
}

function toEntries({ hands }: Desk, ids: readonly string[]): HandleEntry[] {
  return ids.flatMap((id) => {
    const hand = hands.get(id);
    return hand ? [{ id, handle: hand.handle }] : [];
  });
}

function settle(desk: Desk, results: readonly HandleResult[], backoff: Desk['pauses']['handle']): void {
  const trouble = noMore(results);
  if (!trouble) backoff.ok();
  else if (trouble.kind !== 'lost') backoff.failed();
  const refused = results.find((result) => result.kind === 'job');
  if (refused?.kind === 'job') desk.fail(refused.failure);
}
