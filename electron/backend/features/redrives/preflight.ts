import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Scope } from '../../../contract/procedure.ts';
import type { Preflight } from '../../../contract/redrives-tasks.ts';
import { parseArn } from '../../../domain/arn.ts';
import { isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { readSources } from '../queues/sources.ts';
import { known, readQueue, type Known, type QueueFacts } from './queue-facts.ts';
import { judge } from './restrictions.ts';
import { listTasks } from './tasks.ts';

/** Sources whose attributes are read; their keys tell whether KMS has a say. */
const SOURCES_READ = 20;

/** Reads what tells whether a move task can run, and judges each restriction; changes nothing. */
export function createPreflight(services: Services): Handlers<'redrives'>['preflight'] {
  const { clients } = services;

  /** The queue that an ARN of this region names; `missing` when SQS does not know it. */
  const destinationOf = async (
    scope: Scope,
    arn: string,
    signal: AbortSignal,
  ): Promise<Known<QueueFacts> | 'missing'> => {
    const { account, resource } = parseArn(arn) ?? { account: '', resource: '' };
    const sqs = await clients.sqs(scope);
    const command = new GetQueueUrlCommand({ QueueName: resource, QueueOwnerAWSAccountId: account });
    try {
      return await known(
        (async () => {
          const { QueueUrl = '' } = await sqs.send(command, { abortSignal: signal });
          return readQueue(services, scope, QueueUrl, signal);
        })(),
      );
    } catch (error) {
      if (isFailure(error) && error.code === 'NOT_FOUND') return 'missing';
      throw error;
    }
  };

  /** A source that is gone, or hidden, tells nothing. */
  const sourceFacts = async (scope: Scope, url: string, signal: AbortSignal): Promise<QueueFacts | null> => {
    try {
      return await readQueue(services, scope, url, signal);
    } catch (error) {
      if (!isFailure(error) || signal.aborted) throw error;
      return null;
    }
  };

  return async ({ scope, queueUrl, destination, rate }, { signal }): Promise<Preflight> => {
    const source = await readQueue(services, scope, queueUrl, signal);
    const isHere = destination !== undefined && parseArn(destination)?.region === scope.region;
    const [sources, tasks, target] = await Promise.all([
      known(readSources(services, scope, queueUrl, signal)),
      known(listTasks(services, scope, source.arn, signal)),
      isHere ? destinationOf(scope, destination, signal) : null,
    ]);
    const urls = (sources.value ?? []).filter((url) => url.includes('/')).slice(0, SOURCES_READ);
    const origins = await Promise.all(urls.map((url) => sourceFacts(scope, url, signal)));
    const fifo = source.arn.endsWith('.fifo');
    return {
      sourceArn: source.arn,
      account: source.account,
      counts: source.summary?.counts ?? null,
      sources: sources.value,
      restrictions: judge({
        scope,
        source,
        sources,
        tasks,
        destination: destination ?? null,
        target,
        origins,
        allOriginsRead: sources.value !== null && origins.length === sources.value.length,
        rate: rate ?? null,
      }),
      changes: [
        'messageId',
        'sentAt',
        'retention',
        'receiveCount',
        'deadLetterSource',
        ...(fifo ? (['sequence', 'deduplicationId'] as const) : []),
      ],
    };
  };
}
