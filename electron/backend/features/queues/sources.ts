import { ListDeadLetterSourceQueuesCommand } from '@aws-sdk/client-sqs';
import type { Scope } from '../../../contract/procedure.ts';
import { SQS } from '../../../domain/limits.ts';
import { allPages } from '../../aws/paging.ts';
import type { Services } from '../../services.ts';

/** URLs of the queues that name a queue as their DLQ, as SQS itself knows them. */
export async function readSources(
  { clients }: Services,
  scope: Scope,
  queueUrl: string,
  signal: AbortSignal,
): Promise<string[]> {
  const sqs = await clients.sqs(scope);
  return allPages(async (token) => {
    const input = { QueueUrl: queueUrl, MaxResults: SQS.listQueuesPage, NextToken: token };
    const page = await sqs.send(new ListDeadLetterSourceQueuesCommand(input), { abortSignal: signal });
    return { items: page.queueUrls ?? [], next: page.NextToken };
  });
}
