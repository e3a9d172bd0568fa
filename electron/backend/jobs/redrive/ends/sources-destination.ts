import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Scope } from '../../../../contract/procedure.ts';
import { parseArn } from '../../../../domain/arn.ts';
import type { Clients } from '../../../aws/clients.ts';
import { fail } from '../../../failures.ts';
import type { DestinationEnd, SendResult } from '../model.ts';
import { sendResultOf } from '../results.ts';
import { createQueueDestination } from './queue-destination.ts';

/** The queues that messages failed in: each entry's route is such a queue's ARN. [SQS API GetQueueUrl] */
export function createSourcesDestination(clients: Clients, scope: Scope): DestinationEnd {
  const known = new Map<string, DestinationEnd>();

  const find = async (arn: string): Promise<DestinationEnd> => {
    const found = known.get(arn);
    if (found) return found;
    const parsed = parseArn(arn);
    if (parsed?.service !== 'sqs') throw fail('INVALID_INPUT', 'It failed in no queue.', { resource: arn });
    const command = new GetQueueUrlCommand({
      QueueName: parsed.resource,
      QueueOwnerAWSAccountId: parsed.account || undefined,
    });
    const { QueueUrl } = await (await clients.sqs(scope)).send(command);
    if (!QueueUrl) throw fail('NOT_FOUND', 'SQS gives no URL for the queue.', { resource: arn });
    const end = createQueueDestination(clients, { scope, queueUrl: QueueUrl });
    known.set(arn, end);
    return end;
  };

  return {
    async send(entries, go) {
      const route = entries[0]?.route ?? '';
      try {
        return await (await find(route)).send(entries, go);
      } catch (error) {
        // Nothing went out: where to is not known.
        const result: SendResult = sendResultOf(error);
        return entries.map(() => result);
      }
    },
  };
}
