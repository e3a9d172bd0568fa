import {
  createMessageGroup,
  type MessageGroup,
  type MessageState,
  type Queue,
  type StoredMessage,
} from './model.ts';

/** In-flight messages from which a group of a standard queue may be judged noisy (AWS names no number). */
const BUSY = 10;

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

/**
 * Brings the queue to `now`: what is due becomes visible, what is past its retention leaves. Every look at a queue
 * goes through here, so that counts are true at any moment. Costs nothing when nothing is due.
 */
export function settle(queue: Queue, now: number): boolean {
  let woke = false;
  const expired = now - queue.settings.messageRetentionPeriod * 1000;
  for (let first = queue.expiry.peek(); first && first.retainedFrom <= expired; first = queue.expiry.peek()) {
    remove(queue, first);
    woke = true;
  }
  for (let first = queue.due.peek(); first && first.dueAt <= now; first = queue.due.peek()) {
    change(queue, first, 'visible');
    woke = true;
  }
  return woke;
}

/** When the queue changes by itself next: a message comes due. Infinity when nothing is waiting. */
export function nextDue(queue: Queue): number {
  return queue.due.peek()?.dueAt ?? Infinity;
}

/** The groups with so large a share of what is in flight that others go first (fair queues, standard only). */
export function noisyGroups(queue: Queue): MessageGroup[] {
  if (queue.busy.size === 0) return [];
  return [...queue.busy].filter((group) => group.id !== '' && group.inFlight * 10 > queue.inFlight);
}

function groupOf(queue: Queue, message: StoredMessage): MessageGroup {
  const group = queue.groups.get(message.groupId ?? '');
  if (!group) throw new Error(`message ${message.id} is in no group of ${queue.name}`);
  return group;
}

function enter(queue: Queue, group: MessageGroup, message: StoredMessage): void {
  if (message.state === 'visible') {
    queue.visible += 1;
    group.visible.push(message);
  } else {
    queue.due.push(message);
    if (message.state === 'delayed') {
      queue.delayed += 1;
      group.delayed += 1;
    } else {
      queue.inFlight += 1;
      group.inFlight += 1;
      if (!queue.fifo && group.inFlight >= BUSY) queue.busy.add(group);
    }
  }
  offer(queue, group);
}

function leave(queue: Queue, group: MessageGroup, message: StoredMessage): void {
  if (message.state === 'visible') {
    queue.visible -= 1;
    group.visible.remove(message);
  } else {
    queue.due.remove(message);
    if (message.state === 'delayed') {
      queue.delayed -= 1;
      group.delayed -= 1;
    } else {
      queue.inFlight -= 1;
      group.inFlight -= 1;
      if (group.inFlight < BUSY) queue.busy.delete(group);
    }
  }
  offer(queue, group);
}

/** A group is offered to receives while it has a visible message and, on FIFO, none in flight. */
function offer(queue: Queue, group: MessageGroup): void {
  if (group.visible.size > 0 && !(queue.fifo && group.inFlight > 0)) queue.ready.update(group);
  else queue.ready.remove(group);
}
