import type { ResourceKind } from '../../service.ts';
import type { MoveTask } from '../move-task.ts';
import { runMoveTask } from '../move-tasks.ts';
import { isActive } from '../known-tasks.ts';
import { foreign } from '../../foreign.ts';

/** Move tasks; those at work go on. */
export const moveTaskKind: ResourceKind = {
  kind: 'moveTask',
  owns: isMoveTask,
  key(resource) {
    const { account, region, taskId } = isMoveTask(resource) ? resource : foreign();
    return { account, region, name: taskId };
  },
  toRow(resource) {
    const task = isMoveTask(resource) ? resource : foreign();
    return task.forgotten ? null : JSON.stringify(task);
  },
  fromRow(world, text, { account, region }) {
    const task = JSON.parse(text) as MoveTask;
    const { moveTasks } = world.realm(account, region).sqs;
    const all = [...(moveTasks.get(task.sourceArn) ?? []), task];
    moveTasks.set(
      task.sourceArn,
      all.sort((a, b) => b.startedAt - a.startedAt),
    );
  },
  resume(world) {
    for (const { sqs } of world.realms()) {
      for (const task of [...sqs.moveTasks.values()].flat()) if (isActive(task)) runMoveTask(world, task);
    }
  },
};

function isMoveTask(resource: object): resource is MoveTask {
  return 'kind' in resource && resource.kind === 'moveTask';
}
