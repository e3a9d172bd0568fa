import type { MessageGroup, Queue } from './model.ts';
import type { MessageState, StoredMessage } from './message-model.ts';
import { createMessageGroup } from './message-group.ts';
import { enter, groupOf, leave } from './standing.ts';

/** Puts a message into the queue in the state it says, with `dueAt` set where the state has one. */
export function insert(queue: Queue, message: StoredMessage): void {
  const id = message.groupId ?? '';
  let group = queue.groups.get(id);
  if (!group) {
    group = createMessageGroup(id);
    queue.groups.set(id, group);
  }
  group.size += 1;
  message.queue = queue;
  queue.messages.set(message.id, message);
  queue.expiry.push(message);
  enter(queue, group, message);
}

/** Takes a message out for good. */
export function remove(queue: Queue, message: StoredMessage): void {
  const group = groupOf(queue, message);
  leave(queue, group, message);
  message.state = 'gone';
  group.size -= 1;
  if (group.size === 0) {
    queue.groups.delete(group.id);
    queue.busy.delete(group);
  }
  queue.messages.delete(message.id);
  queue.expiry.remove(message);
}

/** Moves a message to another state; `dueAt` is when a delayed or in-flight one becomes visible. */
export function change(
  queue: Queue,
  message: StoredMessage,
  state: Exclude<MessageState, 'gone'>,
  dueAt = 0,
): void {
  const group = groupOf(queue, message);
  leave(queue, group, message);
  // A standard queue puts what was received three times or more behind the rest. [CloudWatch metrics page of SQS]
  if (!queue.fifo && state === 'visible' && message.receivesHere >= 3) message.order = queue.nextOrder++;
  message.state = state;
  message.dueAt = dueAt;
  enter(queue, group, message);
}

/** The groups with so large a share of what is in flight that others go first (fair queues, standard only). */
export function noisyGroups(queue: Queue): MessageGroup[] {
  if (queue.busy.size === 0) return [];
  return [...queue.busy].filter((group) => group.id !== '' && group.inFlight * 10 > queue.inFlight);
}
