import type { Action } from '../../action.ts';
import { runBatch } from '../batch.ts';
import { parseEntries } from '../batch-entries.ts';
import { deleteByHandle } from '../delete-message.ts';
import { findQueue } from '../find-queue.ts';
import { requiredText } from '../input.ts';

/** DeleteMessageBatch: up to ten handles, each by itself. */
export const deleteMessageBatch: Action = {
  name: 'DeleteMessageBatch',
  parameters: ['QueueUrl', 'Entries'],
  run(input, context) {
    const queue = findQueue(input, context, 'DeleteMessage');
    const entries = parseEntries(input, 'DeleteMessageBatchRequestEntry', ['ReceiptHandle']);
    return runBatch(entries, (entry) => {
      deleteByHandle(context.world, queue, requiredText(entry.input, 'ReceiptHandle'));
      return { Id: entry.id };
    });
  },
};
