import type { Clients } from '../../../aws/clients.ts';
import type { BulkOperation } from '../../../aws/bulk-calls.ts';
import type { QueuePlace } from '../../../../contract/jobs.ts';
import { limited } from './request.ts';

/** A failed entry of a batch, as SQS's JSON protocol writes it. */
export interface BulkFailed {
  Id?: string;
  Code?: string;
  Message?: string;
  SenderFault?: boolean;
}

/** The bulk calls to one queue; see `BulkCall`. What an answer holds is what SQS documents, and may be absent. */
export function createQueueCalls(clients: Clients, { scope, queueUrl }: QueuePlace) {
  return async <Output extends object>(
    operation: BulkOperation,
    input: object,
    { go, signal = limited().abortSignal }: { go?: () => boolean; signal?: AbortSignal },
  ): Promise<Output> => {
    const call = await clients.bulk(scope);
    // Each member is optional for whoever reads it, and lists are looked at as lists.
    return (await call(operation, { QueueUrl: queueUrl, ...input }, { go, signal })) as Output;
  };
}

/** A list of an answer; other servers write null for an empty one. */
export const listOf = <One>(list: One[] | undefined): One[] => (Array.isArray(list) ? list : []);
