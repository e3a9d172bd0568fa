import { PublishBatchCommand } from '@aws-sdk/client-sns';
import type { Scope } from '../../../../contract/procedure.ts';
import type { Services } from '../../../services.ts';
import { toSdkMessage } from '../../topics/publish.ts';
import { refusedEntry, type SendBatch } from './queue-batch.ts';

/** Batch requests to a topic; SNS returns no digests. [SNS API PublishBatch] */
export function createTopicBatch({ clients }: Services, scope: Scope, topicArn: string): SendBatch {
  return async (messages) => {
    const sns = await clients.sns(scope, 'once');
    const { Successful = [], Failed = [] } = await sns.send(
      new PublishBatchCommand({
        TopicArn: topicArn,
        PublishBatchRequestEntries: messages.map((message, at) => ({
          Id: String(at),
          ...toSdkMessage({ ...message, message: message.body, structure: 'plain' }),
        })),
      }),
    );
    return messages.map((_, at) => {
      const stored = Successful.find(({ Id }) => Id === String(at));
      if (!stored)
        return refusedEntry(
          Failed.find(({ Id }) => Id === String(at)),
          scope.region,
        );
      return {
        outcome: 'sent',
        messageId: stored.MessageId ?? null,
        sequenceNumber: stored.SequenceNumber ?? null,
        checked: false,
        failure: null,
      };
    });
  };
}
