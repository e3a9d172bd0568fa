import { SendMessageBatchCommand, type SendMessageBatchCommandOutput } from '@aws-sdk/client-sqs';
import type { OutgoingMessage } from '../../../../contract/messages-send.ts';
import type { Scope } from '../../../../contract/procedure.ts';
import { toSdkAttributes } from '../../../../domain/message/index.ts';
import { failureByCode } from '../../../aws/failure-codes.ts';
import { fail, isFailure, toFailure } from '../../../failures.ts';
import type { Services } from '../../../services.ts';
import { toSystemAttributes, verify } from './digests.ts';
import { failedEntry, type EntryResult } from './outcome.ts';

/** Sends up to ten messages in one request, once. Rejects with a failure when the whole request failed. */
export type SendBatch = (messages: readonly OutgoingMessage[]) => Promise<EntryResult[]>;

/** Batch requests to a queue. [SQS API SendMessageBatch] */
export function createQueueBatch({ clients }: Services, scope: Scope, queueUrl: string): SendBatch {
  return async (messages) => {
    const sqs = await clients.sqs(scope, 'once');
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: messages.map((message, at) => ({
          Id: String(at),
          MessageBody: message.body,
          MessageAttributes: toSdkAttributes(message.attributes),
          MessageSystemAttributes: toSystemAttributes(message),
          DelaySeconds: message.delaySeconds,
          MessageGroupId: message.groupId,
          MessageDeduplicationId: message.deduplicationId,
        })),
      }),
    );
    return messages.map((message, at) => toResult(message, String(at), answer, scope.region));
  };
}

function toResult(
  message: OutgoingMessage,
  id: string,
  { Successful = [], Failed = [] }: SendMessageBatchCommandOutput,
  region: string,
): EntryResult {
  const stored = Successful.find(({ Id }) => Id === id);
  if (!stored)
    return refusedEntry(
      Failed.find(({ Id }) => Id === id),
      region,
    );
  const verified = verify(message, stored);
  const common = { messageId: stored.MessageId ?? null, sequenceNumber: stored.SequenceNumber ?? null };
  return isFailure(verified)
    ? { ...common, outcome: 'corrupt', checked: true, failure: toFailure(verified) }
    : { ...common, outcome: 'sent', checked: verified.body, failure: null };
}

/** What SQS and SNS say of an entry that they did not take. */
export interface FailedEntry {
  Code?: string | undefined;
  Message?: string | undefined;
  SenderFault?: boolean | undefined;
}

/** An entry that was not taken; one that the answer does not name has an unknown outcome. */
export function refusedEntry(entry: FailedEntry | undefined, region: string): EntryResult {
  if (!entry) {
    return failedEntry(toFailure(fail('OUTCOME_UNKNOWN', 'The answer does not name this message.')), true);
  }
  const { Code = '', Message = '', SenderFault } = entry;
  const known = failureByCode(Code, Message, region);
  const failure = fail(known?.code ?? 'AWS_REFUSED', known?.message ?? (Message || Code), {
    awsCode: Code || undefined,
    ...known?.data,
  });
  // A fault of AWS's own: nothing says that it was not stored.
  return failedEntry(toFailure(failure), SenderFault === false && known?.code !== 'THROTTLED');
}
