import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import type { MoveTask } from './move-task.ts';

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
