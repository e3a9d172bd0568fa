import type { MessageGroup, Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';

/** In-flight messages from which a group of a standard queue may be judged noisy (AWS names no number). */
const BUSY = 10;

/** The group that holds a message of the queue. */
export function groupOf(queue: Queue, message: StoredMessage): MessageGroup {
  const group = queue.groups.get(message.groupId ?? '');
  if (!group) throw new Error(`message ${message.id} is in no group of ${queue.name}`);
  return group;
}

/** Counts a message in where its state puts it. */
export function enter(queue: Queue, group: MessageGroup, message: StoredMessage): void {
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

/** Counts a message out of where its state puts it. */
export function leave(queue: Queue, group: MessageGroup, message: StoredMessage): void {
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
