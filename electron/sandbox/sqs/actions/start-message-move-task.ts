import { randomUUID } from 'node:crypto';
import type { Action, ActionContext } from '../../action.ts';
import { SQS } from '../../../domain/limits.ts';
import { findQueueByArn } from '../queue-by-arn.ts';
import { invalidParameter, resourceNotFound, overLimit } from '../failures.ts';
import { optionalInteger, optionalText } from '../input.ts';
import type { Queue } from '../model.ts';
import type { MoveTask } from '../move-task.ts';
import { runMoveTask } from '../move-tasks.ts';
import { isActive, rememberTask, taskHandle } from '../known-tasks.ts';
import { settle } from '../settle.ts';
import { deadLetterSources } from '../dead-letter-sources.ts';
import { findSource } from '../task-source.ts';

/** StartMessageMoveTask: moves what is in a dead-letter queue to one queue, or each message back to where it came from. */
export const startMessageMoveTask: Action = {
  name: 'StartMessageMoveTask',
  parameters: ['SourceArn', 'DestinationArn', 'MaxNumberOfMessagesPerSecond'],
  run(input, context) {
    const { caller, world } = context;
    const source = findSource(input, context, 'StartMessageMoveTask');
    const destinationArn = optionalText(input, 'DestinationArn');
    const rate = optionalInteger(input, 'MaxNumberOfMessagesPerSecond', [1, SQS.moveTaskRate]);
    if (destinationArn !== undefined) checkDestination(context, source, destinationArn);
    if (deadLetterSources(world, source).length === 0) {
      throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
    }
    checkRunning(context, source);
    settle(source, world.clock.now());
    const task: MoveTask = {
      kind: 'moveTask',
      taskId: randomUUID(),
      account: caller.account,
      region: caller.region,
      sourceArn: source.arn,
      destinationArn,
      rate,
      status: 'RUNNING',
      moved: 0,
      toMove: source.visible,
      startedAt: world.clock.now(),
    };
    rememberTask(world, task);
    runMoveTask(world, task);
    return { TaskHandle: taskHandle(task) };
  },
};

function checkDestination({ world }: ActionContext, source: Queue, arn: string): void {
  if (arn === source.arn)
    throw invalidParameter('Source queue arn and destination queue arn cannot be the same.');
  const destination = findQueueByArn(world, arn);
  if (!destination) {
    throw resourceNotFound("The resource that you specified for the DestinationArn parameter doesn't exist.");
  }
  if (destination.fifo !== source.fifo) {
    throw invalidParameter('The source queue and the destination queue must be of the same type.');
  }
}

function checkRunning({ caller, world }: ActionContext, source: Queue): void {
  const { moveTasks } = world.realm(caller.account, caller.region).sqs;
  if (moveTasks.get(source.arn)?.some(isActive)) {
    throw invalidParameter(
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    );
  }
  const active = [...moveTasks.values()].flat().filter(isActive).length;
  if (active >= SQS.moveTasksPerAccount) {
    throw overLimit(
      `The limit of ${SQS.moveTasksPerAccount} active message movement tasks per account is reached.`,
    );
  }
}
