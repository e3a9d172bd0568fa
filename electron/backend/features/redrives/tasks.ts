import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
  type ListMessageMoveTasksResultEntry,
} from '@aws-sdk/client-sqs';
import type { Scope } from '../../../contract/procedure.ts';
import type { MoveTask } from '../../../contract/redrives-tasks.ts';
import { SQS } from '../../../domain/limits.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toldCounts } from '../queues/attributes.ts';
import { createLatest } from './latest.ts';
import { readQueue } from './queue-facts.ts';

const states = ['running', 'completed', 'cancelling', 'cancelled', 'failed'] as const;

/** An entry of ListMessageMoveTasks, as the page takes it. */
export function toMoveTask(entry: ListMessageMoveTasksResultEntry): MoveTask {
  const state = states.find((name) => name === entry.Status?.toLowerCase()) ?? 'unknown';
  return {
    handle: state === 'running' ? (entry.TaskHandle ?? null) : null,
    state,
    destination: entry.DestinationArn || null,
    rate: entry.MaxNumberOfMessagesPerSecond ?? null,
    moved: entry.ApproximateNumberOfMessagesMoved ?? 0,
    total: entry.ApproximateNumberOfMessagesToMove ?? null,
    failureReason: entry.FailureReason || null,
    startedAt: entry.StartedTimestamp ?? null,
  };
}

/** The last tasks of a queue, newest first; AWS remembers ten. */
export async function listTasks(
  { clients }: Services,
  scope: Scope,
  sourceArn: string,
  signal: AbortSignal,
  most: number = SQS.moveTaskHistory,
): Promise<MoveTask[]> {
  const sqs = await clients.sqs(scope);
  const command = new ListMessageMoveTasksCommand({ SourceArn: sourceArn, MaxResults: most });
  try {
    const { Results = [] } = await sqs.send(command, { abortSignal: signal });
    return Results.map(toMoveTask);
  } catch (error) {
    // A queue that is no DLQ has none, which SQS may say by a refusal.
    const isRefused = isFailure(error) && /^(AWS_REFUSED|INVALID_INPUT)$/.test(error.code);
    if (isRefused && /dead.?letter/i.test(error.message)) return [];
    throw error;
  }
}

/** Whether a task still works on its source. */
export const isActive = ({ state }: MoveTask): boolean => state === 'running' || state === 'cancelling';

/** SQS's own move tasks: listed, started and stopped. */
export function createMoveTasks(
  services: Services,
): Pick<Handlers<'redrives'>, 'tasks' | 'latest' | 'start' | 'stop'> {
  const { clients } = services;
  /** An ARN never changes, and is asked for at every poll. */
  const arns = new Map<string, string>();
  const arnOf = async (scope: Scope, queueUrl: string, signal: AbortSignal): Promise<string> => {
    const key = JSON.stringify([scope, queueUrl]);
    const arn = arns.get(key) ?? (await readQueue(services, scope, queueUrl, signal)).arn;
    arns.set(key, arn);
    return arn;
  };

  return {
    latest: createLatest(services, arnOf),

    async tasks({ scope, queueUrl }, { signal }) {
      return {
        tasks: await listTasks(services, scope, await arnOf(scope, queueUrl, signal), signal),
      };
    },

    async start({ scope, queueUrl, destination, rate }, { signal, note }) {
      if (rate !== undefined && (rate < 1 || rate > SQS.moveTaskRate)) {
        throw fail('INVALID_INPUT', `A rate is 1 to ${SQS.moveTaskRate} messages a second.`, {
          field: 'rate',
          numbers: { most: SQS.moveTaskRate },
        });
      }
      const { arn, summary } = await readQueue(services, scope, queueUrl, signal);
      note({ destination: destination ?? 'sources', rate: rate ?? 'own' });
      if (summary) {
        const { visible, inFlight } = toldCounts(summary.counts);
        note({ ...(visible !== undefined && { visible }), ...(inFlight !== undefined && { inFlight }) });
      }
      // Sent once: a second try after a lost answer could only meet the first one's task.
      const sqs = await clients.sqs(scope, 'once');
      try {
        const { TaskHandle } = await sqs.send(
          new StartMessageMoveTaskCommand({
            SourceArn: arn,
            DestinationArn: destination,
            MaxNumberOfMessagesPerSecond: rate,
          }),
          { abortSignal: signal },
        );
        return { handle: TaskHandle ?? '', before: summary?.counts ?? null };
      } catch (error) {
        if (isFailure(error) && /already a task running/i.test(error.message))
          throw fail('CONFLICT', error.message, error.data);
        throw error;
      }
    },

    async stop({ scope, queueUrl, handle }, { signal, note }) {
      // A handle tells nothing of its queue: that it stands among this queue's tasks makes it the one that was confirmed.
      const arn = await arnOf(scope, queueUrl, signal);
      const known = await listTasks(services, scope, arn, signal).catch((error: unknown) => {
        if (isFailure(error) && error.code === 'ACCESS_DENIED') return null;
        throw error;
      });
      if (known && !known.some((task) => task.handle === handle))
        throw fail('CONFLICT', 'The task does not run any more.', { resource: queueUrl });
      const sqs = await clients.sqs(scope, 'once');
      try {
        const { ApproximateNumberOfMessagesMoved: moved = 0 } = await sqs.send(
          new CancelMessageMoveTaskCommand({ TaskHandle: handle }),
          { abortSignal: signal },
        );
        note({ moved });
        return { moved };
      } catch (error) {
        if (isFailure(error) && error.code === 'NOT_FOUND')
          throw fail('CONFLICT', 'The task does not run any more.', error.data);
        throw error;
      }
    },
  };
}
