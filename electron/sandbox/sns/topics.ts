import { parseArn } from '../../domain/arn.ts';
import type { ActionContext } from '../action.ts';
import type { MetricTarget } from '../meter.ts';
import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import { invalidParameter, notFound } from './refusals.ts';

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

/** Where the topic's metrics go. */
export function metricsOf(topic: Topic): MetricTarget {
  return { account: topic.account, region: topic.region, namespace: 'AWS/SNS', resource: topic.name };
}
