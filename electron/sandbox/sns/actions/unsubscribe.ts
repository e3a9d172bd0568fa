import { topicArnOfSubscription } from '../../../domain/arn.ts';
import type { Action } from '../../action.ts';
import { requiredText } from '../input.ts';
import { invalidParameter, refused } from '../refusals.ts';
import { dropSubscription, subscriptionByArn } from '../live-subscriptions.ts';

/** Ends a subscription; one that is gone already is no error. [SNS API Unsubscribe] */
export const unsubscribe: Action = {
  name: 'Unsubscribe',
  parameters: ['SubscriptionArn'],
  run(input, context) {
    const arn = requiredText(input, 'SubscriptionArn');
    const elements = arn.split(':').length;
    if (elements < 6)
      throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${elements}`);
    if (topicArnOfSubscription(arn) === null) throw invalidParameter('SubscriptionId');
    const found = subscriptionByArn(context.world, arn);
    if (!found) return {};
    const { topic, subscription } = found;
    if (subscription.pending)
      throw refused(
        'InvalidParameter',
        'Invalid parameter: This operation is not allowed on a pending subscription',
      );
    const owners = [subscription.owner, topic.account];
    const anonymous = context.caller.accessKeyId === '';
    if (anonymous ? subscription.authenticated : !owners.includes(context.caller.account))
      throw refused(
        'AuthorizationError',
        anonymous
          ? 'Anonymous Unsubscribe is not allowed for this subscription'
          : 'User is not authorized to perform: SNS:Unsubscribe',
        403,
      );
    dropSubscription(context.world, topic, arn);
    topic.subscriptionsDeleted += 1;
    context.world.changed(topic);
    return {};
  },
};
