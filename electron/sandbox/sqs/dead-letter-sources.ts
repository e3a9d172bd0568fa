import type { World } from '../world.ts';
import type { Queue } from './model.ts';

/** The queues that name this ARN as their dead-letter queue, by name. */
export function deadLetterSources(world: World, target: Pick<Queue, 'account' | 'region' | 'arn'>): Queue[] {
  const { queues } = world.realm(target.account, target.region).sqs;
  return [...queues.values()]
    .filter((queue) => queue.settings.redrive?.deadLetterTargetArn === target.arn)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
