import { parseArn, topicArnOfSubscription } from '../../domain/arn.ts';
import type { ActionContext } from '../action.ts';
import type { MetricTarget } from '../meter.ts';
import type { World } from '../world.ts';
import type { Subscription, Topic } from './model.ts';
import { invalidParameter, notFound } from './refusals.ts';

/** Subscriptions that nobody confirmed vanish after three days. [SNS DG] */
const PENDING_MS = 3 * 86_400_000;

/**
 * The topic that a parameter names. Fails with AWS's wording for text that is no ARN, for a topic of another region
 * (calls go to the topic's own) and for one that does not exist.
 */
export function findTopic(context: ActionContext, arn: string, parameter = 'TopicArn'): Topic {
  const topic = parseTopicArn(context, arn, parameter);
  if (!topic) throw notFound('Topic');
  return topic;
}

/** As {@link findTopic}, but undefined where the topic does not exist. */
export function parseTopicArn(
  context: ActionContext,
  arn: string,
  parameter = 'TopicArn',
): Topic | undefined {
  const elements = arn.split(':').length;
  if (elements < 6)
    throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${elements}`);
  const parsed = parseArn(arn);
  if (parsed?.service !== 'sns' || parsed.region !== context.caller.region || parsed.resource.includes(':'))
    throw invalidParameter(parameter);
  return topicByArn(context.world, arn);
}

/** The topic with this ARN in any account and region; undefined when there is none. */
export function topicByArn(world: World, arn: string): Topic | undefined {
  const parsed = parseArn(arn);
  return parsed ? world.realm(parsed.account, parsed.region).sns.topics.get(parsed.resource) : undefined;
}

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

/** Where the topic's metrics go. */
export function metricsOf(topic: Topic): MetricTarget {
  return { account: topic.account, region: topic.region, namespace: 'AWS/SNS', resource: topic.name };
}
