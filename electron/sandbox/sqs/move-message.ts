import type { World } from '../world.ts';
import { deliver } from './deliver.ts';
import { findQueueByArn } from './queue-by-arn.ts';
import { queueDoesNotExist } from './failures.ts';
import type { Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';
import type { MoveTask } from './move-task.ts';
import { remove } from './queue-state.ts';

/** The queue that gets the message, or why there is none. */
export function targetOf(world: World, task: MoveTask, message: StoredMessage): Queue | string {
  const arn = task.destinationArn ?? message.deadLetterSourceArn;
  if (arn === undefined) return 'CouldNotDetermineMessageSource';
  return findQueueByArn(world, arn) ?? queueDoesNotExist().code;
}

/** A moved message is a new one: new id, send time and retention, receives counted from 0. */
export function move(world: World, source: Queue, target: Queue, message: StoredMessage): void {
  remove(source, message);
  world.changed(message);
  deliver(world, target, {
    body: message.body,
    attributes: message.attributes,
    traceHeader: message.traceHeader,
    senderId: message.senderId,
    groupId: message.groupId,
    // The message id, so that nothing sent within the last five minutes swallows it.
    deduplicationId: target.fifo ? message.id : undefined,
  });
  world.meter.add(source.metrics, 'NumberOfMessagesReceived', 1);
  world.meter.add(source.metrics, 'NumberOfMessagesDeleted', 1);
}
