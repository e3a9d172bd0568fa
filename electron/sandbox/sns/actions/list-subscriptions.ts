import type { Action } from '../../action.ts';
import { textOf } from '../input.ts';
import { toPage } from '../paging.ts';
import { toSubscriptionList } from '../subscription-list.ts';
import { liveSubscriptions } from '../live-subscriptions.ts';

/** Lists the caller's subscriptions, to topics of other accounts too, a hundred a page. [SNS API ListSubscriptions] */
export const listSubscriptions: Action = {
  name: 'ListSubscriptions',
  parameters: ['NextToken'],
  run(input, { caller, world }) {
    const own = [...world.realms()]
      .filter(({ region }) => region === caller.region)
      .flatMap(({ sns }) => [...sns.topics.values()])
      .flatMap((topic) => liveSubscriptions(world, topic))
      .filter(({ owner }) => owner === caller.account);
    const { items, NextToken } = toPage(own, ({ arn }) => arn, textOf(input, 'NextToken'));
    return { Subscriptions: toSubscriptionList(items), NextToken };
  },
};
