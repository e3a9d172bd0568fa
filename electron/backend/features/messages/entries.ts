import type { Failure } from '../../../contract/failure.ts';
import { SQS } from '../../../domain/limits.ts';
import { failureByCode } from '../../aws/failure-codes.ts';
import { createConcurrency } from '../../aws/limiter.ts';
import { fail, isFailure, toFailure } from '../../failures.ts';

/** A message in our hands. */
export interface Held {
  messageId: string;
  receiptHandle: string;
}

/** A message for which an act failed, and why. */
export interface NotDone {
  messageId: string;
  failure: Failure;
}

/** What one batch request answers, as far as it counts here. */
export interface BatchAnswer {
  Successful?: Array<{ Id?: string | undefined }> | undefined;
  Failed?:
    Array<{ Id?: string | undefined; Code?: string | undefined; Message?: string | undefined }> | undefined;
}

/** What of a batch went which way. */
export interface EntriesDone {
  done: string[];
  failed: NotDone[];
}

interface Batching {
  queueUrl: string;
  region: string;
  /** Sends one batch; entry `Id` is the place in the batch. */
  send(batch: readonly Held[]): Promise<BatchAnswer>;
  /** Codes that are as good as done. */
  fine?: RegExp;
  /** True when an entry that the answer leaves out is not known to be done. */
  strict?: boolean;
}

/** As many requests at once as a look receives with. */
const parallel = 8;

/** Does something to held messages, ten a request. Never rejects: each message has its own outcome. */
export async function inBatches(held: readonly Held[], options: Batching): Promise<EntriesDone> {
  const bound = createConcurrency(parallel);
  const batches = Array.from({ length: Math.ceil(held.length / SQS.batchEntries) }, (_, index) =>
    held.slice(index * SQS.batchEntries, (index + 1) * SQS.batchEntries),
  );
  const failed = (await Promise.all(batches.map((batch) => bound(() => sendBatch(batch, options))))).flat();
  const bad = new Set(failed.map(({ messageId }) => messageId));
  return { done: held.flatMap(({ messageId }) => (bad.has(messageId) ? [] : [messageId])), failed };
}

async function sendBatch(
  batch: readonly Held[],
  { queueUrl, region, send, fine, strict }: Batching,
): Promise<NotDone[]> {
  try {
    const { Failed = [], Successful = [] } = await send(batch);
    const refused = Failed.flatMap(({ Id, Code = '', Message = '' }) => {
      const one = batch[Number(Id)];
      if (!one || fine?.test(Code)) return [];
      const known = failureByCode(Code, Message, region);
      const words = Message || known?.message;
      const failure = fail(known?.code ?? 'AWS_REFUSED', words, { awsCode: Code, resource: queueUrl });
      return [{ messageId: one.messageId, failure: toFailure(failure) }];
    });
    if (!strict) return refused;
    const told = new Set([...Failed, ...Successful].map(({ Id }) => Number(Id)));
    const silent = batch.filter((_, index) => !told.has(index));
    return [
      ...refused,
      ...silent.map(({ messageId }) => ({ messageId, failure: toFailure(fail('OUTCOME_UNKNOWN')) })),
    ];
  } catch (error) {
    const failure = toFailure(isFailure(error) ? error : fail('INTERNAL'));
    return batch.map(({ messageId }) => ({ messageId, failure }));
  }
}
