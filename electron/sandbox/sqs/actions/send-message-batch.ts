import type { Action } from '../../action.ts';
import { SQS } from '../../../domain/limits.ts';
import { runBatch } from '../batch.ts';
import { parseEntries } from '../batch-entries.ts';
import { deliver } from '../deliver.ts';
import { bodyMd5, messageSize } from '../digests.ts';
import { batchError } from '../failures.ts';
import { findQueue } from '../find-queue.ts';
import { digestsOf, MESSAGE_PARAMETERS, parseMessage } from '../message-rules.ts';
import type { MessageAttributes } from '../parse-attribute.ts';
import { senderOf } from '../sender.ts';

/** SendMessageBatch: up to ten messages, 1 MiB together; each is accepted or refused by itself. */
export const sendMessageBatch: Action = {
  name: 'SendMessageBatch',
  parameters: ['QueueUrl', 'Entries'],
  run(input, context) {
    const queue = findQueue(input, context, 'SendMessage');
    const entries = parseEntries(input, 'SendMessageBatchRequestEntry', MESSAGE_PARAMETERS);
    const size = entries.reduce((sum, entry) => sum + sizeOf(entry.input), 0);
    if (size > SQS.batchSize) {
      const text = `Batch requests cannot be longer than ${SQS.batchSize} bytes. You have sent ${size} bytes.`;
      throw batchError('BatchRequestTooLong', text);
    }
    const sender = senderOf(context.caller);
    return runBatch(entries, (entry) => {
      const message = parseMessage(queue, entry.input, sender, true);
      const { messageId, sequenceNumber } = deliver(context.world, queue, message);
      return {
        Id: entry.id,
        MessageId: messageId,
        MD5OfMessageBody: bodyMd5(message.body),
        ...digestsOf(message),
        SequenceNumber: sequenceNumber,
      };
    });
  },
};

/** Of what was sent, valid or not: the whole batch is refused before its entries are looked at. */
function sizeOf(entry: Record<string, unknown>): number {
  const { MessageBody: body, MessageAttributes: attributes } = entry;
  const known =
    typeof attributes === 'object' && attributes !== null ? (attributes as MessageAttributes) : {};
  return messageSize(typeof body === 'string' ? body : '', known);
}
