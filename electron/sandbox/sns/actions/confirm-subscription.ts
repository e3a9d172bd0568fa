import { parseArn } from '../../../domain/arn.ts';
import { SNS } from '../../../domain/limits.ts';
import type { Action } from '../../action.ts';
import { flagOf, requiredText } from '../input.ts';
import { invalidParameter, notFound } from '../refusals.ts';
import { topicByArn } from '../topics.ts';
import { liveSubscriptions } from '../live-subscriptions.ts';

/** Confirms a subscription by its token, which lives two days; again is no error. [SNS API ConfirmSubscription] */
export const confirmSubscription: Action = {
  name: 'ConfirmSubscription',
  parameters: ['TopicArn', 'Token', 'AuthenticateOnUnsubscribe'],
  run(input, { world }) {
    const topicArn = requiredText(input, 'TopicArn');
    const token = requiredText(input, 'Token');
    // Anyone may follow the link, unsigned and from any region: the topic's ARN says where it belongs.
    if (parseArn(topicArn)?.service !== 'sns') throw invalidParameter('Topic');
    const topic = topicByArn(world, topicArn);
    if (!topic) throw notFound('Topic');
    const subscription = liveSubscriptions(world, topic).find((each) => each.token === token);
    if (!subscription) throw invalidParameter('Token');
    if (!subscription.pending) return { SubscriptionArn: subscription.arn };
    if (world.clock.now() - subscription.createdAt > SNS.confirmationTokenSeconds * 1000)
      throw invalidParameter('Token');
    subscription.pending = false;
    subscription.authenticated = flagOf(input, 'AuthenticateOnUnsubscribe');
    world.changed(subscription);
    return { SubscriptionArn: subscription.arn };
  },
};
