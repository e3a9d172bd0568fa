import { ListMessageMoveTasksCommand } from '@aws-sdk/client-sqs';
import type { QueuePlace } from '../../../contract/jobs.ts';
import type { PlanFinding } from '../../../contract/redrives.ts';
import { queueArn, queueNameOfUrl } from '../../../domain/arn.ts';
import { SQS } from '../../../domain/limits.ts';
import { isFailure } from '../../failures.ts';
import type { Services } from '../../services.ts';
import { readAttributes } from '../queues/describe.ts';

/** Whether a message move task runs on a queue: it would take what is to be moved. [SQS API ListMessageMoveTasks] */
export async function runningTask(
  services: Services,
  source: QueuePlace,
  signal: AbortSignal,
): Promise<PlanFinding[]> {
  const found = (code: PlanFinding['code'], severity: PlanFinding['severity']): PlanFinding[] => [
    { code, severity, numbers: {}, resource: source.queueUrl },
  ];
  try {
    const { QueueArn } = await readAttributes(services, source.scope, source.queueUrl, signal);
    const SourceArn = QueueArn ?? queueArn(source.scope.region, '', queueNameOfUrl(source.queueUrl));
    const sqs = await services.clients.sqs(source.scope);
    const command = new ListMessageMoveTasksCommand({ SourceArn, MaxResults: SQS.moveTaskHistory });
    const { Results = [] } = await sqs.send(command, { abortSignal: signal });
    const runs = Results.some(({ Status }) => Status === 'RUNNING' || Status === 'CANCELLING');
    return runs ? found('move-task-running', 'refuse') : [];
  } catch (error) {
    if (!isFailure(error) || signal.aborted) throw error;
    // A queue that is no dead-letter queue has no tasks, and SQS says so by a refusal.
    if (error.code !== 'ACCESS_DENIED' && error.code !== 'THROTTLED') return [];
    return found('move-task-unknown', 'note');
  }
}
