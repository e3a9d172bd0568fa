import type { MessageGroup, Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';
import { noisyGroups } from './queue-state.ts';
import { settle } from './settle.ts';

/**
 * What CloudWatch samples of a queue each minute, by metric name; ages in seconds. An age of an empty queue is 0. The
 * metrics of fair queues are there only while the queue holds messages with a group.
 */
export function queueGauges(queue: Queue, now: number): Record<string, number> {
  settle(queue, now);
  const gauges: Record<string, number> = {
    ApproximateNumberOfMessagesVisible: queue.visible,
    ApproximateNumberOfMessagesNotVisible: queue.inFlight,
    ApproximateNumberOfMessagesDelayed: queue.delayed,
    ApproximateAgeOfOldestMessage: ageOfOldest(queue, now, () => true),
  };
  if (queue.fifo) {
    return {
      ...gauges,
      ApproximateNumberOfGroupsWithInflightMessages: countGroups(queue, (group) => group.inFlight > 0),
    };
  }
  if (queue.groups.size === 0 || (queue.groups.size === 1 && queue.groups.has(''))) return gauges;
  const noisy = noisyGroups(queue);
  const among = (count: (group: MessageGroup) => number): number =>
    noisy.reduce((sum, group) => sum + count(group), 0);
  const noisyIds = new Set(noisy.map((group) => group.id));
  return {
    ...gauges,
    ApproximateNumberOfNoisyGroups: noisy.length,
    ApproximateNumberOfMessagesVisibleInQuietGroups: queue.visible - among((group) => group.visible.size),
    ApproximateNumberOfMessagesNotVisibleInQuietGroups: queue.inFlight - among((group) => group.inFlight),
    ApproximateNumberOfMessagesDelayedInQuietGroups: queue.delayed - among((group) => group.delayed),
    ApproximateAgeOfOldestMessageInQuietGroups: ageOfOldest(
      queue,
      now,
      (message) => !noisyIds.has(message.groupId ?? ''),
    ),
  };
}

/** Since arrival in this queue, so that a dead-letter queue counts from the move; what standard queues put back is skipped. */
function ageOfOldest(queue: Queue, now: number, counts: (message: StoredMessage) => boolean): number {
  // The map is in order of arrival: the first that counts is the oldest.
  for (const message of queue.messages.values()) {
    if ((queue.fifo || message.receivesHere < 3) && counts(message))
      return Math.floor((now - message.arrivedAt) / 1000);
  }
  return 0;
}

function countGroups(queue: Queue, counts: (group: MessageGroup) => boolean): number {
  let sum = 0;
  for (const group of queue.groups.values()) if (counts(group)) sum += 1;
  return sum;
}
