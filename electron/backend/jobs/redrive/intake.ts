import { contentSha256 } from '../../digests.ts';
import { messageSize } from '../../../domain/message/index.ts';
import type { Deadline } from '../clock.ts';
import type { Desk } from './desk.ts';
import type { Verdict } from './choosing.ts';
import type { Item, Received, SentAs } from './model.ts';
import { groupOf } from './rules.ts';

/** An item that was chosen and not met yet. */
export function waitingItem(id: string, at: number): Item {
  return {
    id,
    state: 'waiting',
    group: null,
    sequence: null,
    digest: null,
    handle: null,
    holdUntil: null,
    attempts: 0,
    revision: 0,
    dedupId: null,
    firstSend: null,
    doubt: false,
    newId: null,
    newSequence: null,
    reason: null,
    returnedAt: null,
    outgoing: null,
    edit: null,
    changed: false,
    route: null,
    sourceArn: null,
    stage: null,
    receives: 0,
    sentAt: null,
    receiveCount: null,
    size: 0,
    at,
  };
}

/** RECEIVED, rules R1 to R7: takes messages in hand and writes what is new of them. `before` is when the request went out. */
export function takeIn(
  desk: Desk,
  messages: readonly Received[],
  verdicts: ReadonlyMap<string, Verdict>,
  before: Deadline,
): void {
  const { book, order, rules, clock, hands, declined } = desk;
  const at = clock.now();
  const changed: Item[] = [];
  const back: SentAs[] = [];
  const taken = new Set<string>();
  for (const message of messages) {
    const { id } = message;
    const item = book.get(id);
    const verdict = verdicts.get(id)!;
    const hand = desk.handOf(before, message, verdict);
    const letGo = (): void => void hands.set(id, { ...hand, content: null });
    const isKnown = hands.has(id) || declined.has(id);
    hands.set(id, hand);
    if (!item || item.state === 'waiting') {
      if (!item && !isKnown) book.tally.seen += 1;
      const returned = rules.cameBack(desk.journal.sentAs(id), order);
      if (returned) back.push(returned);
      const isOut = !verdict.chosen && verdict.fault === null;
      const isFull = order.most !== null && book.taken + taken.size >= order.most;
      if (desk.resting || rules.isOwnReturn(returned, order) || isOut || isFull) {
        if (isOut) declined.add(id);
        letGo();
        continue;
      }
      if (verdict.chosen) taken.add(id);
      else letGo();
      changed.push(met(desk, item ?? waitingItem(id, at), message, verdict, hand.until.wall));
      continue;
    }
    if (
      message.receiveCount !== null &&
      item.receiveCount !== null &&
      message.receiveCount > item.receiveCount + 1
    ) {
      book.tally.otherReader = true;
    }
    const again = {
      ...item,
      handle: message.handle,
      holdUntil: hand.until.wall,
      receives: item.receives + 1,
      receiveCount: message.receiveCount,
      at,
    };
    const next = rules.shownAgain(order, item);
    if (next === 'take') {
      const mayChange = rules.mayChange(item);
      const made = mayChange ? outcome(desk, again, verdict) : again;
      const state = mayChange ? made.state : 'held';
      changed.push({ ...made, state: item.state === 'sending' ? 'sending' : state });
    } else if (next === 'delete') {
      desk.toDelete.add(id);
      if (item.state === 'sent') changed.push(again);
    } else letGo();
  }
  book.tally.holding = hands.size;
  if (changed.length > 0) book.put(changed);
  for (const { job, id } of back) book.returned(job, id, at);
}

/** R3. */
function met(desk: Desk, item: Item, message: Received, verdict: Verdict, holdUntil: number): Item {
  const { order, clock } = desk;
  const { id, content, sequence, sentAt, receiveCount, sourceArn } = message;
  const known: Item = {
    ...item,
    group: groupOf(order, id, content),
    sequence,
    handle: message.handle,
    holdUntil,
    receives: 1,
    sentAt,
    receiveCount,
    sourceArn,
    size: message.size,
    at: clock.now(),
  };
  // Whether it was meant cannot be said: it stays where it is.
  if (!verdict.chosen) return { ...known, state: 'left', reason: verdict.fault };
  const digest = contentSha256({ ...content, groupId: known.group });
  return outcome(desk, { ...known, digest, route: order.routed ? sourceArn : null }, verdict);
}

/** What is to be sent of it, or why it cannot be. */
function outcome({ order }: Desk, item: Item, { content, changed, dedupId, fault }: Verdict): Item {
  const size = changed ? messageSize(content.body, content.attributes) : item.size;
  const reason =
    fault ??
    (order.routed && item.route === null ? 'no-dead-letter-source' : null) ??
    (size > order.maximumSize ? `too-large: ${size}` : null);
  const group = groupOf(order, item.id, content);
  return { ...item, state: reason === null ? 'held' : 'failed', reason, group, size, dedupId };
}
