import type { Action } from '../../action.ts';
import { runBatch } from '../batch.ts';
import { parseEntries } from '../batch-entries.ts';
import { findQueue } from '../find-queue.ts';
import { requiredText } from '../input.ts';
import { changeVisibility } from '../visibility.ts';
import { visibilityOf } from './change-message-visibility.ts';

/** ChangeMessageVisibilityBatch: up to ten handles, each by itself. */
export const changeMessageVisibilityBatch: Action = {
  name: 'ChangeMessageVisibilityBatch',
  parameters: ['QueueUrl', 'Entries'],
  run(input, context) {
    const queue = findQueue(input, context, 'ChangeMessageVisibility');
    const known = ['ReceiptHandle', 'VisibilityTimeout'];
    const entries = parseEntries(input, 'ChangeMessageVisibilityBatchRequestEntry', known);
    return runBatch(entries, (entry) => {
      const handle = requiredText(entry.input, 'ReceiptHandle');
      changeVisibility(context.world, queue, handle, visibilityOf(entry.input));
      return { Id: entry.id };
    });
  },
};
