import { compareSequences } from '../../../domain/redrive/sequence.ts';
import { SQS } from '../../../domain/limits.ts';
import { isOver } from '../clock.ts';
import type { Desk } from './desk.ts';
import type { Item } from './model.ts';

/** Forgets what is no longer hidden. The content of a send that may still be repeated under its id stays. */
export function dropExpired(desk: Desk): void {
  const { hands, clock, book, order, busy } = desk;
  for (const [id, hand] of hands) {
    if (!isOver(clock, hand.until) || busy.has(id)) continue;
    const item = book.get(id);
    if (item?.state === 'sending' && order.destinationFifo && !isOver(clock, desk.window(item))) continue;
    hands.delete(id);
  }
  book.tally.holding = hands.size;
}

/**
 * What keeps a FIFO group locked whose turn is a message that is not in hand: it is shown again only when nothing of its
 * group is hidden.
 */
export function nextUnlocking(desk: Desk): string[] {
  const { order, book, hands, rules, clock, busy } = desk;
  if (!order.sourceFifo) return [];
  const lowest = new Map<string, Item>();
  for (const state of ['held', 'sending'] as const) {
    for (const id of book.in(state)) {
      const item = book.get(id)!;
      const known = lowest.get(item.group ?? '');
      if (!known || compareSequences(item.sequence, known.sequence) < 0) lowest.set(item.group ?? '', item);
    }
  }
  const ids: string[] = [];
  for (const [id, hand] of hands) {
    const first = lowest.get(hand.group ?? '');
    if (
      !first ||
      first.id === id ||
      busy.has(first.id) ||
      busy.has(id) ||
      rules.lasts(clock, hands.get(first.id))
    )
      continue;
    // What is confirmed will be deleted, which unlocks as well.
    if (book.get(id)?.state === 'sent' && rules.lasts(clock, hand)) continue;
    if (ids.push(id) === SQS.batchEntries) break;
  }
  return ids;
}
