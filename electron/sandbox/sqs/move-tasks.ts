import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import { findQueueByArn } from './queue-by-arn.ts';
import { queueDoesNotExist } from './failures.ts';
import type { MoveTask } from './move-task.ts';
import { settle } from './settle.ts';
import { move, targetOf } from './move-message.ts';

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

function finish(world: World, task: MoveTask, status: MoveTask['status'], reason?: string): void {
  task.status = status;
  task.failureReason = reason;
  world.changed(task);
}
