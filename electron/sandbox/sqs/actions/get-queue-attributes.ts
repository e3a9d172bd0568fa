import type { Action } from '../../action.ts';
import { findQueue } from '../find-queue.ts';
import { textList } from '../input.ts';
import { readAttributes } from '../read-attributes.ts';

/** GetQueueAttributes: the attributes named; nothing where none is named. */
export const getQueueAttributes: Action = {
  name: 'GetQueueAttributes',
  parameters: ['QueueUrl', 'AttributeNames'],
  run(input, context) {
    const queue = findQueue(input, context, 'GetQueueAttributes');
    const attributes = readAttributes(queue, textList(input, 'AttributeNames'), context.world.clock.now());
    return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
  },
};
