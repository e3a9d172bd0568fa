import { compareSequences } from './sequence.ts';

/** A message of a FIFO queue, as far as its turn goes. */
export interface InGroup {
  messageId: string;
  groupId: string | null;
  /** SequenceNumber. */
  sequence: string | null;
}

/** How many of a group SQS shows at once: no more until these are deleted. [SQS DG FIFO-queues-understanding-logic] */
const shown = 10;

/**
 * Which chosen messages of a FIFO queue cannot be reached, because others that are not chosen stay in front of them: of each
 * group the first ten are shown, and what follows only when all of these are gone.
 */
export function findBlocked(
  messages: readonly InGroup[],
  isChosen: (messageId: string) => boolean,
): string[] {
  const groups = new Map<string, InGroup[]>();
  for (const message of messages) {
    if (message.groupId === null || message.sequence === null) continue;
    const group = groups.get(message.groupId);
    if (group) group.push(message);
    else groups.set(message.groupId, [message]);
  }
  const blocked: string[] = [];
  for (const group of groups.values()) {
    const ordered = group.sort((one, other) => compareSequences(one.sequence, other.sequence));
    const stays = ordered.findIndex(({ messageId }) => !isChosen(messageId));
    if (stays === -1) continue;
    // All before it go, ten by ten; it is shown with the rest of its ten.
    const reached = Math.floor(stays / shown) * shown + shown;
    for (const { messageId } of ordered.slice(reached)) if (isChosen(messageId)) blocked.push(messageId);
  }
  return blocked;
}
