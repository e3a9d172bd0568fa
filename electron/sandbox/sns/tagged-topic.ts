import type { ActionContext } from '../action.ts';
import type { Topic } from './model.ts';
import { refused } from './refusals.ts';
import { parseTopicArn } from './topics.ts';

/** The topic whose tags are meant: these actions have an error of their own for one that does not exist. */
export function taggedTopic(context: ActionContext, arn: string): Topic {
  const topic = parseTopicArn(context, arn, 'ResourceArn');
  if (!topic || topic.account !== context.caller.account)
    throw refused('ResourceNotFound', 'Resource does not exist', 404);
  return topic;
}
