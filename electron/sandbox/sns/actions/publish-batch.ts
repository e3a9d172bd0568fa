import type { Action } from '../../action.ts';
import { AwsError } from '../../errors.ts';
import { authorize } from '../authorize.ts';
import { requiredText, structuresOf, textOf } from '../input.ts';
import { parseDraft } from '../message.ts';
import { toNotification } from '../to-notification.ts';
import { checkForTopic } from '../check-for-topic.ts';
import { publish } from '../publish.ts';
import { maximumSizeOf } from '../maximum-size.ts';
import { findTopic } from '../topics.ts';
import { checkEntries } from '../batch-entries.ts';

/**
 * Publishes up to ten messages. AWS refuses the whole call when the form of one entry is wrong, so that `Failed`
 * stays empty here. [SNS API PublishBatch]
 */
export const publishBatch: Action = {
  name: 'PublishBatch',
  parameters: ['TopicArn', 'PublishBatchRequestEntries'],
  run(input, context) {
    const topic = findTopic(context, requiredText(input, 'TopicArn'));
    authorize(context, topic, 'SNS:Publish');
    const entries = structuresOf(input, 'PublishBatchRequestEntries');
    checkEntries(entries);
    const drafts = entries.map((entry, index) => parseDraft(entry, index + 1));
    for (const draft of drafts) checkForTopic(topic, draft);
    if (drafts.reduce((sum, { size }) => sum + size, 0) > maximumSizeOf(topic))
      throw new AwsError(
        'BatchRequestTooLongException',
        'The length of all the messages put together is more than the limit.',
        { code: 'BatchRequestTooLong' },
      );
    const Successful = drafts.map((draft, index) => {
      const entry = entries[index] ?? {};
      const notification = toNotification(context, topic, draft, requiredText(entry, 'Message'));
      const { messageId, sequenceNumber } = publish(context.world, topic, notification);
      return { Id: textOf(entry, 'Id'), MessageId: messageId, SequenceNumber: sequenceNumber };
    });
    return { Successful, Failed: [] };
  },
};
