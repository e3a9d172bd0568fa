import type { Action } from '../../action.ts';
import { missingParameter } from '../failures.ts';
import { findQueue } from '../find-queue.ts';
import { textList } from '../input.ts';

/** UntagQueue: removes tags; unknown keys are no error. */
export const untagQueue: Action = {
  name: 'UntagQueue',
  parameters: ['QueueUrl', 'TagKeys'],
  run(input, context) {
    const queue = findQueue(input, context, 'UntagQueue');
    if (input['TagKeys'] === undefined) throw missingParameter('TagKeys');
    for (const key of textList(input, 'TagKeys')) delete queue.tags[key];
    context.world.changed(queue);
    return {};
  },
};
