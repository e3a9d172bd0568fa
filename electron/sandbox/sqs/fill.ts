import type { World } from '../world.ts';
import { moveToDeadLetter } from './dead-letter.ts';
import type { MessageGroup, Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';
import { change } from './queue-state.ts';

/** Takes up to `count` messages from all groups that are ready, oldest first. */
export function takeInOrder(
  world: World,
  queue: Queue,
  taken: StoredMessage[],
  count: number,
  due: number,
): void {
  while (taken.length < count) {
    const message = queue.ready.peek()?.visible.peek();
    if (!message) return;
    if (!moveToDeadLetter(world, queue, message)) taken.push(receive(world, queue, message, due));
  }
}

/** Takes up to `count` messages from one group. */
export function fill(
  world: World,
  queue: Queue,
  group: MessageGroup,
  taken: StoredMessage[],
  count: number,
  due: number,
): void {
  while (taken.length < count) {
    const message = group.visible.peek();
    if (!message) return;
    if (!moveToDeadLetter(world, queue, message)) taken.push(receive(world, queue, message, due));
  }
}

function receive(world: World, queue: Queue, message: StoredMessage, due: number): StoredMessage {
  const now = world.clock.now();
  message.receiveCount += 1;
  message.receivesHere += 1;
  message.receipt += 1;
  message.receivedAt = now;
  message.released = false;
  message.firstReceivedAt ??= now;
  // With a timeout of 0 too, so that one answer holds each message once; the next look makes it visible again.
  change(queue, message, 'inFlight', due);
  world.changed(message);
  return message;
}
