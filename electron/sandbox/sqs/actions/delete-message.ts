import type { Action } from '../../action.ts';
import { deleteByHandle } from '../delete-message.ts';
import { findQueue } from '../find-queue.ts';
import { requiredText } from '../input.ts';

/** DeleteMessage. */
export const deleteMessage: Action = {
  name: 'DeleteMessage',
  parameters: ['QueueUrl', 'ReceiptHandle'],
  run(input, context) {
    const queue = findQueue(input, context, 'DeleteMessage');
    deleteByHandle(context.world, queue, requiredText(input, 'ReceiptHandle'));
    return {};
  },
};
