import type { Action } from '../../action.ts';
import { SQS } from '../../../domain/limits.ts';
import { optionalInteger } from '../input.ts';
import type { MoveTask } from '../move-task.ts';
import { taskHandle } from '../known-tasks.ts';
import { findSource } from '../task-source.ts';

/** ListMessageMoveTasks: the newest tasks of a source, one unless more are asked for. */
export const listMessageMoveTasks: Action = {
  name: 'ListMessageMoveTasks',
  parameters: ['SourceArn', 'MaxResults'],
  run(input, context) {
    const source = findSource(input, context, 'ListMessageMoveTasks');
    const count = optionalInteger(input, 'MaxResults', [1, SQS.moveTaskHistory]) ?? 1;
    const { moveTasks } = context.world.realm(source.account, source.region).sqs;
    return { Results: (moveTasks.get(source.arn) ?? []).slice(0, count).map(show) };
  },
};

/** The handle is there only while the task can be cancelled. */
function show(task: MoveTask): object {
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: taskHandle(task) }),
    Status: task.status,
    SourceArn: task.sourceArn,
    DestinationArn: task.destinationArn,
    MaxNumberOfMessagesPerSecond: task.rate,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedAt,
  };
}
