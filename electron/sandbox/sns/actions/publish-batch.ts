import { SNS } from '../../../domain/limits.ts';
import type { Action } from '../../action.ts';
import { AwsError } from '../../errors.ts';
import { authorize } from '../authorize.ts';
import { requiredText, structuresOf, textOf, type Input } from '../input.ts';
import { parseDraft } from '../message.ts';
import { toNotification } from '../to-notification.ts';
import { checkForTopic } from '../check-for-topic.ts';
import { publish } from '../publish.ts';
import { refused } from '../refusals.ts';
import { maximumSizeOf } from '../topic-attributes.ts';
import { findTopic } from '../topics.ts';

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

function checkEntries(entries: readonly Input[]): void {
  if (entries.length === 0)
    throw refused('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > SNS.batchEntries)
    throw refused(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  const ids = entries.map((entry) => textOf(entry, 'Id') ?? '');
  if (new Set(ids).size !== ids.length)
    throw refused('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  for (const id of ids) {
    if (id.length > SNS.batchIdLength)
      throw refused('InvalidBatchEntryId', `The Id of a batch entry in the batch request is too long: ${id}`);
    if (!/^[A-Za-z0-9_-]+$/.test(id))
      throw refused(
        'InvalidBatchEntryId',
        `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
      );
  }
}
