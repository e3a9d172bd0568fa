import type { Action } from '../../action.ts';
import { requireAccess } from '../access.ts';
import { queueDoesNotExist } from '../failures.ts';
import { queueUrl } from '../find-queue.ts';
import { optionalText, requiredText } from '../input.ts';

/** GetQueueUrl: the URL by name, also of another account's queue whose policy allows it. */
export const getQueueUrl: Action = {
  name: 'GetQueueUrl',
  parameters: ['QueueName', 'QueueOwnerAWSAccountId'],
  run(input, context) {
    const { caller, world } = context;
    const name = requiredText(input, 'QueueName');
    const owner = optionalText(input, 'QueueOwnerAWSAccountId') ?? caller.account;
    const queue = world.realm(owner, caller.region).sqs.queues.get(name);
    if (!queue) throw queueDoesNotExist();
    requireAccess(queue, caller, 'GetQueueUrl');
    return { QueueUrl: queueUrl(queue, context) };
  },
};
