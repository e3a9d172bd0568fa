import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import { deliver, findQueueByArn } from './deliver.ts';
import { queueDoesNotExist } from './failures.ts';
import type { Queue, StoredMessage } from './model.ts';
import type { MoveTask } from './move-task.ts';
import { remove, settle } from './queue-state.ts';

/** How often a task moves messages. */
const TICK_MS = 100;

/** Messages a second where the task has no rate of its own: AWS's own choice varies and is not told. */
const OWN_RATE = SQS.moveTaskRate;

/** Sets a task to work, or back to work after a restart. */
export function runMoveTask(world: World, task: MoveTask): void {
  let allowance = 0;
  const tick = (): void => {
    if (task.status === 'CANCELLING') return finish(world, task, 'CANCELLED');
    if (task.status !== 'RUNNING') return;
    allowance += ((task.rate ?? OWN_RATE) * TICK_MS) / 1000;
    const due = Math.floor(allowance + 1e-9);
    allowance -= due;
    moveSome(world, task, due);
    world.changed(task);
    if (task.status === 'RUNNING') world.clock.after(TICK_MS, tick);
  };
  world.clock.after(TICK_MS, tick);
}

/** The tasks of a source, newest first; at most ten are remembered. */
export function rememberTask(world: World, task: MoveTask): void {
  const { moveTasks } = world.realm(task.account, task.region).sqs;
  const all = [task, ...(moveTasks.get(task.sourceArn) ?? [])];
  moveTasks.set(task.sourceArn, all.slice(0, SQS.moveTaskHistory));
  for (const old of all.slice(SQS.moveTaskHistory)) {
    old.forgotten = true;
    world.changed(old);
  }
  world.changed(task);
}

/** What a client cancels a task by; opaque to it. */
export function taskHandle(task: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: task.taskId, sourceArn: task.sourceArn })).toString('base64');
}

/** Whether the task still works on its source. */
export function isActive(task: MoveTask): boolean {
  return task.status === 'RUNNING' || task.status === 'CANCELLING';
}

function moveSome(world: World, task: MoveTask, count: number): void {
  const source = findQueueByArn(world, task.sourceArn);
  if (!source) return finish(world, task, 'FAILED', queueDoesNotExist().code);
  settle(source, world.clock.now());
  for (let left = count; left > 0; left -= 1) {
    const message = source.ready.peek()?.visible.peek();
    if (!message) break;
    const target = targetOf(world, task, message);
    if (typeof target === 'string') return finish(world, task, 'FAILED', target);
    move(world, source, target, message);
    task.moved += 1;
  }
  // What is in flight or delayed now is left to whoever holds it.
  if (source.ready.size === 0) finish(world, task, 'COMPLETED');
}

/** The queue that gets the message, or why there is none. */
function targetOf(world: World, task: MoveTask, message: StoredMessage): Queue | string {
  const arn = task.destinationArn ?? message.deadLetterSourceArn;
  if (arn === undefined) return 'CouldNotDetermineMessageSource';
  return findQueueByArn(world, arn) ?? queueDoesNotExist().code;
}

/** A moved message is a new one: new id, send time and retention, receives counted from 0. */
function move(world: World, source: Queue, target: Queue, message: StoredMessage): void {
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

function finish(world: World, task: MoveTask, status: MoveTask['status'], reason?: string): void {
  task.status = status;
  task.failureReason = reason;
  world.changed(task);
}
