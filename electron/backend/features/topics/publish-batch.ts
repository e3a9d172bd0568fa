import { PublishBatchCommand, type BatchResultErrorEntry } from '@aws-sdk/client-sns';
import type { Failure } from '../../../contract/failure.ts';
import type { Scope } from '../../../contract/procedure.ts';
import { topicMessageSize } from '../../../domain/topic-message.ts';
import { failureByCode } from '../../aws/failure-codes.ts';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { refuseMessage, takerOf, toSdkMessage } from './publish.ts';

/** Publishes up to ten messages in one call, once: no part of this tries again by itself. */
export function createPublishBatch(services: Services): Handlers<'topics'>['publishBatch'] {
  return async ({ scope, topicArn, entries }, { signal, note }) => {
    const ids = entries.map(({ id }) => id);
    const double = ids.find((id, at) => ids.indexOf(id) !== at);
    if (double !== undefined)
      throw fail('INVALID_INPUT', `The id ${double} stands twice.`, { field: 'entries' });
    const size = entries.reduce((sum, entry) => sum + topicMessageSize(entry), 0);
    note({ count: entries.length, size });
    const taker = await takerOf(services, scope, topicArn, signal);
    entries.forEach((entry, at) => refuseMessage(entry, taker, topicArn, `entries.${at}.`));
    const maximum = taker.maximumMessageSize;
    if (size > maximum) {
      throw fail('TOO_LARGE', `The messages have ${size} bytes together; the topic takes ${maximum}.`, {
        resource: topicArn,
        numbers: { size, maximum },
      });
    }
    const sns = await services.clients.sns(scope, 'once');
    const { Successful = [], Failed = [] } = await sns.send(
      new PublishBatchCommand({
        TopicArn: topicArn,
        PublishBatchRequestEntries: entries.map(({ id, ...entry }) => ({ Id: id, ...toSdkMessage(entry) })),
      }),
      { abortSignal: signal },
    );
    const published = new Map(Successful.map((entry) => [entry.Id, entry]));
    const refused = new Map(Failed.map((entry) => [entry.Id, entry]));
    note({ published: published.size, failed: entries.length - published.size });
    return {
      entries: ids.map((id) => {
        const done = published.get(id);
        return {
          id,
          messageId: done?.MessageId ?? null,
          sequenceNumber: done?.SequenceNumber || null,
          failure: done ? null : toEntryFailure(refused.get(id), scope),
        };
      }),
    };
  };
}

/** What AWS says of one entry; of an entry that it does not mention nothing is known. */
function toEntryFailure(refused: BatchResultErrorEntry | undefined, { profile, region }: Scope): Failure {
  if (!refused) {
    const message = 'The answer does not mention this entry: it may have been published.';
    return { code: 'OUTCOME_UNKNOWN', message, retryable: false, profile };
  }
  const { Code: awsCode = '', Message: message = '', SenderFault } = refused;
  const known = failureByCode(awsCode, message, region);
  const code = known?.code ?? (SenderFault === false ? 'AWS_FAULT' : 'AWS_REFUSED');
  return {
    retryable: false,
    ...known?.data,
    code,
    message: known?.message ?? (message || awsCode),
    awsCode,
    profile,
  };
}
