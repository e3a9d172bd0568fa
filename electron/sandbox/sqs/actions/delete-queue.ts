import type { Action } from '../../action.ts';
import { findQueue } from '../find-queue.ts';
import { deleteQueue as takeAway } from '../queue-life.ts';

/** DeleteQueue: takes the queue and its messages away; the name is locked for 60 s. */
export const deleteQueue: Action = {
  name: 'DeleteQueue',
  parameters: ['QueueUrl'],
  run(input, context) {
    takeAway(context.world, findQueue(input, context, 'DeleteQueue'));
    return {};
  },
};
