import type { OutgoingMessage } from '../../../../contract/messages-send.ts';
import { messageSize } from '../../../../domain/message/index.ts';

/** A message with its place in the run. */
export interface Pending {
  index: number;
  message: OutgoingMessage;
}

/** Hands out messages in requests, in an order that keeps that of each FIFO group. */
export interface SendOrder {
  /** The next request of at most so many messages; empty when every one that is left waits for an answer, or none is left. */
  next(most: number): Pending[];
  /** Tells what came of a request; a group of which a message did not arrive is held back from then on. */
  settle(batch: readonly Pending[], arrived: (index: number) => boolean): void;
  /** The request was too long as a whole, so nothing of it was stored: its messages come again, in smaller requests. */
  shrink(batch: readonly Pending[]): void;
  /** True when nothing is left to hand out, now or later. */
  finished(): boolean;
}

/** How far the order looks past busy groups for free ones. */
const lookAhead = 1000;

/**
 * Makes the order. `source` gives the messages one after the other, then null. With `grouped` (FIFO) a request holds one
 * message of a group at most, and a group has one request under way.
 */
export function createSendOrder(
  source: () => Pending | null,
  { grouped, batchBytes, heldBack }: { grouped: boolean; batchBytes: number; heldBack(index: number): void },
): SendOrder {
  const returned: Pending[] = [];
  const backlog = new Map<string, Pending[]>();
  const busy = new Set<string>();
  const stuck = new Set<string>();
  let behind = 0;
  let dry = false;
  let limit = batchBytes;
  const groupOf = ({ message }: Pending): string => message.groupId ?? '';
  const sizeOf = ({ message }: Pending): number => messageSize(message.body, message.attributes);

  const pull = (): Pending | null => {
    const one = returned.pop() ?? (dry ? null : source());
    if (!one) dry = true;
    return one;
  };
  const keep = (one: Pending, atFront = false): void => {
    const line = backlog.get(groupOf(one)) ?? [];
    if (atFront) line.unshift(one);
    else line.push(one);
    backlog.set(groupOf(one), line);
    behind += 1;
  };

  return {
    next(most) {
      const batch: Pending[] = [];
      let bytes = 0;
      const take = (one: Pending): boolean => {
        const size = sizeOf(one);
        // One that is too large by itself goes alone, for AWS to refuse it.
        if (batch.length > 0 && bytes + size > limit) return false;
        bytes += size;
        batch.push(one);
        if (grouped) busy.add(groupOf(one));
        return true;
      };
      for (const [group, line] of backlog) {
        if (batch.length >= most) break;
        if (busy.has(group)) continue;
        const [head] = line;
        if (!head || !take(head)) continue;
        line.shift();
        behind -= 1;
        backlog.delete(group);
        // To the end of the line of groups: each has its turn.
        if (line.length > 0) backlog.set(group, line);
      }
      while (batch.length < most && behind < lookAhead) {
        const one = pull();
        if (!one) break;
        if (!grouped) {
          if (take(one)) continue;
          returned.push(one);
          break;
        }
        const group = groupOf(one);
        if (stuck.has(group)) heldBack(one.index);
        else if (busy.has(group) || backlog.has(group) || !take(one)) keep(one);
      }
      return batch;
    },
    settle(batch, arrived) {
      for (const one of batch) {
        if (!grouped) return;
        const group = groupOf(one);
        busy.delete(group);
        if (arrived(one.index)) continue;
        stuck.add(group);
        const line = backlog.get(group) ?? [];
        behind -= line.length;
        backlog.delete(group);
        for (const { index } of line) heldBack(index);
      }
    },
    shrink(batch) {
      const bytes = batch.reduce((sum, one) => sum + sizeOf(one), 0);
      limit = Math.min(limit, Math.floor(bytes / 2));
      for (const one of [...batch].reverse()) {
        if (!grouped) returned.push(one);
        else {
          busy.delete(groupOf(one));
          keep(one, true);
        }
      }
    },
    finished: () => dry && returned.length === 0 && behind === 0,
  };
}
