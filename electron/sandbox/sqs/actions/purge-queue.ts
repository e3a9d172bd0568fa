import { AwsError } from '../../errors.ts';
import type { Action } from '../../action.ts';
import { SQS } from '../../../domain/limits.ts';
import { findQueue } from '../find-queue.ts';
import { purge } from '../queue-life.ts';

/** PurgeQueue: once in 60 s; at once here, within 60 s on AWS. */
export const purgeQueue: Action = {
  name: 'PurgeQueue',
  parameters: ['QueueUrl'],
  run(input, context) {
    const queue = findQueue(input, context, 'PurgeQueue');
    const now = context.world.clock.now();
    if (queue.purgedAt !== undefined && now - queue.purgedAt < SQS.purgeIntervalSeconds * 1000) {
      throw new AwsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every ${SQS.purgeIntervalSeconds} seconds.`,
        { code: 'AWS.SimpleQueueService.PurgeQueueInProgress', status: 403 },
      );
    }
    queue.purgedAt = now;
    purge(context.world, queue);
    context.world.changed(queue);
    return {};
  },
};
