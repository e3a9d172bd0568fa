import type { Action } from '../../action.ts';
import { findQueue, queueUrl } from '../find-queue.ts';
import { toPage } from '../paging.ts';
import { deadLetterSources } from '../dead-letter-sources.ts';

/** ListDeadLetterSourceQueues: the queues that name this one as their dead-letter queue. */
export const listDeadLetterSourceQueues: Action = {
  name: 'ListDeadLetterSourceQueues',
  parameters: ['QueueUrl', 'MaxResults', 'NextToken'],
  run(input, context) {
    const target = findQueue(input, context, 'ListDeadLetterSourceQueues');
    const { items, token } = toPage(input, context.caller, deadLetterSources(context.world, target));
    // The only answer of SQS with a lower-case key.
    return { queueUrls: items.map((queue) => queueUrl(queue, context)), NextToken: token };
  },
};
