import type { Action } from '../../action.ts';
import { accessDenied } from '../access.ts';
import { invalidParameter, resourceNotFound } from '../failures.ts';
import { requiredText } from '../input.ts';

/** CancelMessageMoveTask: stops a running task; what it moved stays where it is. */
export const cancelMessageMoveTask: Action = {
  name: 'CancelMessageMoveTask',
  parameters: ['TaskHandle'],
  run(input, { caller, world }) {
    const { taskId, sourceArn } = readHandle(requiredText(input, 'TaskHandle'));
    const [, , , region = '', account = ''] = sourceArn.split(':');
    if (account !== caller.account) throw accessDenied(sourceArn, caller, 'CancelMessageMoveTask');
    // Tasks of other regions are unknown here.
    const tasks = region === caller.region ? world.realm(account, region).sqs.moveTasks.get(sourceArn) : [];
    const task = tasks?.find((candidate) => candidate.taskId === taskId && candidate.status === 'RUNNING');
    if (!task) throw resourceNotFound('Task does not exist.');
    task.status = 'CANCELLING';
    world.changed(task);
    return { ApproximateNumberOfMessagesMoved: task.moved };
  },
};

function readHandle(handle: string): { taskId: string; sourceArn: string } {
  try {
    const read: unknown = JSON.parse(Buffer.from(handle, 'base64').toString());
    if (typeof read === 'object' && read !== null && 'taskId' in read && 'sourceArn' in read) {
      return { taskId: String(read.taskId), sourceArn: String(read.sourceArn) };
    }
  } catch {
    // Told below.
  }
  throw invalidParameter('Value for parameter TaskHandle is invalid.');
}
