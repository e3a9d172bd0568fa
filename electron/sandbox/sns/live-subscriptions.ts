import { topicArnOfSubscription } from '../../domain/arn.ts';
import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import { topicByArn } from './topics.ts';

/** Subscriptions that nobody confirmed vanish after three days. [SNS DG] */
const PENDING_MS = 3 * 86_400_000;

/** The subscription with this ARN and its topic; undefined when there is none. */
export function subscriptionByArn(
  world: World,
  arn: string,
): { topic: Topic; subscription: Subscription } | undefined {
  const topicArn = topicArnOfSubscription(arn);
  const topic = topicArn === null ? undefined : topicByArn(world, topicArn);
  const subscription = topic && liveSubscriptions(world, topic).find((each) => each.arn === arn);
  return topic && subscription ? { topic, subscription } : undefined;
}

/** The subscriptions of a topic, without those whose confirmation never came. */
export function liveSubscriptions(world: World, topic: Topic): Subscription[] {
  const oldest = world.clock.now() - PENDING_MS;
  for (const [arn, subscription] of topic.subscriptions) {
    if (subscription.pending && subscription.createdAt < oldest) {
      dropSubscription(world, topic, arn);
    }
  }
  return [...topic.subscriptions.values()];
}

/** Takes a subscription off its topic. */
export function dropSubscription(world: World, topic: Topic, arn: string): void {
  const subscription = topic.subscriptions.get(arn);
  if (!subscription) return;
  topic.subscriptions.delete(arn);
  subscription.deleted = true;
  world.changed(subscription);
}
