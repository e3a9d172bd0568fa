import type { Action } from '../../action.ts';
import { queueUrl } from '../find-queue.ts';
import { optionalText } from '../input.ts';
import { toPage } from '../paging.ts';

/** ListQueues: URLs by name, of this account and region only. */
export const listQueues: Action = {
  name: 'ListQueues',
  parameters: ['QueueNamePrefix', 'MaxResults', 'NextToken'],
  run(input, context) {
    const { caller, world } = context;
    const prefix = optionalText(input, 'QueueNamePrefix') ?? '';
    const all = [...world.realm(caller.account, caller.region).sqs.queues.values()]
      .filter((queue) => queue.name.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, token } = toPage(input, caller, all);
    // Without any queue AWS leaves the key out.
    if (items.length === 0) return {};
    return { QueueUrls: items.map((queue) => queueUrl(queue, context)), NextToken: token };
  },
};
