import { topicArnOfSubscription } from '../../domain/arn.ts';
import type { ActionContext } from '../action.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import { invalidParameter, notFound, refused } from './refusals.ts';
import { subscriptionByArn } from './live-subscriptions.ts';

/** The subscription that a parameter names, if it exists and the caller owns it or its topic. */
export function ownSubscription(
  context: ActionContext,
  arn: string,
): { topic: Topic; subscription: Subscription } {
  const elements = arn.split(':').length;
  if (elements < 6)
    throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${elements}`);
  if (topicArnOfSubscription(arn) === null) throw invalidParameter('SubscriptionArn');
  const found = subscriptionByArn(context.world, arn);
  if (!found || found.topic.region !== context.caller.region) throw notFound('Subscription');
  const { account } = context.caller;
  if (account !== found.subscription.owner && account !== found.topic.account)
    throw refused('AuthorizationError', 'User is not authorized to access this subscription', 403);
  return found;
}
