import type { Action } from '../../action.ts';
import { missingParameter } from '../failures.ts';
import { findQueue } from '../find-queue.ts';
import { textMap } from '../input.ts';
import { checkTags } from '../tags.ts';

/** TagQueue: adds tags, overwrites those of the same key. */
export const tagQueue: Action = {
  name: 'TagQueue',
  parameters: ['QueueUrl', 'Tags'],
  run(input, context) {
    const queue = findQueue(input, context, 'TagQueue');
    const tags = textMap(input, 'Tags');
    if (!tags) throw missingParameter('Tags');
    checkTags(tags);
    Object.assign(queue.tags, tags);
    context.world.changed(queue);
    return {};
  },
};
