import type { Action } from '../../action.ts';
import { findQueue } from '../find-queue.ts';
import { requiredText } from '../input.ts';
import { removeStatement } from '../permissions.ts';
import { mergeAttributes } from '../queue-attributes.ts';
import { applyAttributes } from '../apply-attributes.ts';

/** RemovePermission: takes the statement of this label out of the queue's policy. */
export const removePermission: Action = {
  name: 'RemovePermission',
  parameters: ['QueueUrl', 'Label'],
  run(input, context) {
    const queue = findQueue(input, context, 'RemovePermission');
    const policy = removeStatement(queue, requiredText(input, 'Label'));
    applyAttributes(context.world, queue, mergeAttributes(queue.attributes, { Policy: policy }, queue.fifo));
    return {};
  },
};
