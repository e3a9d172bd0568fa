import type { Action } from '../../action.ts';
import { textOf } from '../input.ts';
import { toPage } from '../paging.ts';

/** Lists the caller's topics, a hundred a page. [SNS API ListTopics] */
export const listTopics: Action = {
  name: 'ListTopics',
  parameters: ['NextToken'],
  run(input, { caller, world }) {
    const { topics } = world.realm(caller.account, caller.region).sns;
    const { items, NextToken } = toPage([...topics.values()], ({ arn }) => arn, textOf(input, 'NextToken'));
    return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken };
  },
};
