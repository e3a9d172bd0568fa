import { contentDigest } from '../../../domain/redrive/content-digest.ts';
import type { Deadline } from '../clock.ts';
import type { Desk } from './desk.ts';
import type { Item, Received } from './model.ts';
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
  chosen: ReadonlySet<string> | null,
  messages: readonly Received[],
  before: Deadline,
): void {
  const { book, order, rules, clock, hands, journal } = desk;
  const at = clock.now();
  const changed: Item[] = [];
  const back: Array<{ job: string; id: string }> = [];
  for (const message of messages) {
    const item = book.get(message.id);
    const hand = desk.handOf(before, message.handle, message.content);
    hands.set(message.id, hand);
    if (!item || item.state === 'waiting') {
      if (!item) book.tally.seen += 1;
      const returned = rules.cameBack(journal.sentAs(message.id), order);
      if (returned) back.push(returned);
      // A copy that this job sent would go round and round.
      if (desk.resting || returned?.job === order.job || !rules.isChosen(message.id, order, chosen)) {
        hands.set(message.id, { ...hand, content: null });
        continue;
      }
      changed.push(met(desk, item ?? waitingItem(message.id, at), message, hand.until.wall));
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
    if (next === 'take') changed.push({ ...again, state: item.state === 'sending' ? 'sending' : 'held' });
    else if (next === 'delete') {
      desk.toDelete.add(item.id);
      if (item.state === 'sent') changed.push(again);
    } else hands.set(message.id, { ...hand, content: null });
  }
  book.tally.holding = hands.size;
  if (changed.length > 0) book.put(changed);
  for (const { job, id } of back) book.returned(job, id, at);
}

function met({ order, clock }: Desk, item: Item, message: Received, holdUntil: number): Item {
  const group = groupOf(order, message);
  const tooLarge = message.size > order.maximumSize;
  return {
    ...item,
    state: tooLarge ? 'failed' : 'held',
    reason: tooLarge ? `too-large: ${message.size}` : null,
    group,
    sequence: message.sequence,
    digest: contentDigest({ ...message.content, groupId: group }),
    handle: message.handle,
    holdUntil,
    receives: 1,
    sentAt: message.sentAt,
    receiveCount: message.receiveCount,
    size: message.size,
    at: clock.now(),
  };
}
