import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
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

/** How a release went. */
export interface Released {
  released: number;
  notReleased: Array<{ messageId: string; failure: Failure }>;
}

/** Makes messages visible again, ten a request. Never rejects: what fails comes back by itself when its visibility ends. */
export async function releaseAll(
  sqs: SQSClient,
  queueUrl: string,
  region: string,
  held: readonly Held[],
): Promise<Released> {
  const bound = createConcurrency(4);
  const batches = Array.from({ length: Math.ceil(held.length / SQS.batchEntries) }, (_, index) =>
    held.slice(index * SQS.batchEntries, (index + 1) * SQS.batchEntries),
  );
  const results = await Promise.all(
    batches.map((batch) => bound(() => releaseBatch(sqs, queueUrl, region, batch))),
  );
  const notReleased = results.flat();
  return { released: held.length - notReleased.length, notReleased };
}

async function releaseBatch(
  sqs: SQSClient,
  queueUrl: string,
  region: string,
  batch: readonly Held[],
): Promise<Released['notReleased']> {
  const Entries = batch.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
    VisibilityTimeout: 0,
  }));
  try {
    const { Failed = [] } = await sqs.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }),
    );
    return Failed.flatMap(({ Id, Code = '', Message = '' }) => {
      const held = batch[Number(Id)];
      // Not in flight: it is visible already, which is all that was wanted.
      if (!held || Code.endsWith('MessageNotInflight')) return [];
      const known = failureByCode(Code, Message, region);
      const failure = fail(known?.code ?? 'AWS_REFUSED', Message || known?.message, {
        awsCode: Code,
        resource: queueUrl,
      });
      return [{ messageId: held.messageId, failure: toFailure(failure) }];
    });
  } catch (error) {
    const failure = toFailure(isFailure(error) ? error : fail('INTERNAL'));
    return batch.map(({ messageId }) => ({ messageId, failure }));
  }
}
