import type { World } from '../world.ts';
import type { Queue } from './model.ts';

/** The queue with this ARN in any account and region; undefined when there is none. */
export function findQueueByArn(world: World, arn: string): Queue | undefined {
  const [, , service, region, account, name] = arn.split(':');
  if (service !== 'sqs' || !region || !account || !name) return undefined;
  return world.realm(account, region).sqs.queues.get(name);
}
