import type { Action } from '../../action.ts';
import { requiredText, textOf } from '../input.ts';
import { ownSubscription } from '../own-subscription.ts';
import { invalidParameter } from '../refusals.ts';
import { parseReplayPolicy } from '../replay-policy.ts';
import { startReplay } from '../replay.ts';
import { checkSubscriptionAttribute, isRemoval } from '../subscription-attributes.ts';
import { scopeOf } from '../subscription-filter.ts';

/** Sets one attribute; an empty value removes it. [SNS API SetSubscriptionAttributes] */
export const setSubscriptionAttributes: Action = {
  name: 'SetSubscriptionAttributes',
  parameters: ['SubscriptionArn', 'AttributeName', 'AttributeValue'],
  run(input, context) {
    const { world } = context;
    const { topic, subscription } = ownSubscription(context, requiredText(input, 'SubscriptionArn'));
    const name = requiredText(input, 'AttributeName');
    const given = textOf(input, 'AttributeValue') ?? '';
    const scope = scopeOf(subscription.attributes);
    const value = checkSubscriptionAttribute(world, topic, subscription, name, given, scope);
    if (isRemoval(name, value)) subscription.attributes.delete(name);
    else subscription.attributes.set(name, value);
    if (name === 'ReplayPolicy')
      startReplay(world, topic, subscription, parseReplayPolicy(world, topic, value, invalidParameter));
    world.changed(subscription);
    return {};
  },
};
