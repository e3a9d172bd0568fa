import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { inBatches, type EntriesDone, type Held, type NotDone } from './entries.ts';

/** How a release went. */
export interface Released {
  released: number;
  notReleased: NotDone[];
}

/** Lets messages become visible so many seconds from now. Never rejects. */
export function setVisibility(
  sqs: SQSClient,
  queueUrl: string,
  region: string,
  held: readonly Held[],
  seconds: number,
): Promise<EntriesDone> {
  return inBatches(held, {
    queueUrl,
    region,
    // Not in flight: it is visible already, which is all that a release wants.
    ...(seconds === 0 ? { fine: /MessageNotInflight$/ } : {}),
    send: (batch) =>
      sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map(({ receiptHandle }, index) => ({
            Id: String(index),
            ReceiptHandle: receiptHandle,
            VisibilityTimeout: seconds,
          })),
        }),
      ),
  });
}

/** Makes messages visible again. Never rejects: what fails comes back by itself when its visibility ends. */
export async function releaseAll(
  sqs: SQSClient,
  queueUrl: string,
  region: string,
  held: readonly Held[],
): Promise<Released> {
  const { done, failed } = await setVisibility(sqs, queueUrl, region, held, 0);
  return { released: done.length, notReleased: failed };
}

/** Deletes messages by handles that hold them. Never rejects; what the answer leaves out counts as unknown. */
export function deleteAll(
  sqs: SQSClient,
  queueUrl: string,
  region: string,
  held: readonly Held[],
): Promise<EntriesDone> {
  return inBatches(held, {
    queueUrl,
    region,
    strict: true,
    send: (batch) =>
      sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: batch.map(({ receiptHandle }, index) => ({
            Id: String(index),
            ReceiptHandle: receiptHandle,
          })),
        }),
      ),
  });
}
