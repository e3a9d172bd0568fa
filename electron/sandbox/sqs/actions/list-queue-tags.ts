import type { Action } from '../../action.ts';
import { findQueue } from '../find-queue.ts';

/** ListQueueTags: all tags; nothing where there are none. */
export const listQueueTags: Action = {
  name: 'ListQueueTags',
  parameters: ['QueueUrl'],
  run(input, context) {
    const { tags } = findQueue(input, context, 'ListQueueTags');
    return Object.keys(tags).length === 0 ? {} : { Tags: tags };
  },
};
