import type { Action } from '../../action.ts';
import { authorize } from '../authorize.ts';
import { requiredText, textOf } from '../input.ts';
import { toPage } from '../paging.ts';
import { toSubscriptionList } from '../subscription-list.ts';
import { findTopic } from '../topics.ts';
import { liveSubscriptions } from '../live-subscriptions.ts';

/** Lists the subscriptions of one topic, a hundred a page. [SNS API ListSubscriptionsByTopic] */
export const listSubscriptionsByTopic: Action = {
  name: 'ListSubscriptionsByTopic',
  parameters: ['TopicArn', 'NextToken'],
  run(input, context) {
    const topic = findTopic(context, requiredText(input, 'TopicArn'));
    authorize(context, topic, 'SNS:ListSubscriptionsByTopic');
    const all = liveSubscriptions(context.world, topic);
    const { items, NextToken } = toPage(all, ({ arn }) => arn, textOf(input, 'NextToken'));
    return { Subscriptions: toSubscriptionList(items), NextToken };
  },
};
