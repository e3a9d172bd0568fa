import type { Action } from '../../action.ts';
import { requiredText } from '../input.ts';
import { showSubscriptionAttributes } from '../show-subscription.ts';
import { ownSubscription } from '../own-subscription.ts';

/** Reads all attributes of a subscription. [SNS API GetSubscriptionAttributes] */
export const getSubscriptionAttributes: Action = {
  name: 'GetSubscriptionAttributes',
  parameters: ['SubscriptionArn'],
  run(input, context) {
    const { topic, subscription } = ownSubscription(context, requiredText(input, 'SubscriptionArn'));
    return { Attributes: showSubscriptionAttributes(topic, subscription) };
  },
};
