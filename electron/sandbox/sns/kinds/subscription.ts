import type { ResourceKind } from '../../service.ts';
import type { Subscription } from '../subscription-model.ts';
import { topicByArn } from '../topics.ts';
import { foreign } from '../../foreign.ts';
import { keyOf, read, write } from './row.ts';

/** Subscriptions; the outcomes of their deliveries come along. */
export const subscriptionKind: ResourceKind = {
  kind: 'subscription',
  owns: isSubscription,
  key(resource) {
    const { arn } = isSubscription(resource) ? resource : foreign();
    return keyOf(arn, arn);
  },
  toRow(resource) {
    const subscription = isSubscription(resource) ? resource : foreign();
    return subscription.deleted ? null : write(subscription);
  },
  fromRow(world, row) {
    const subscription = read<Subscription>(row);
    topicByArn(world, subscription.topicArn)?.subscriptions.set(subscription.arn, subscription);
  },
};

function isSubscription(resource: object): resource is Subscription {
  return 'kind' in resource && resource.kind === 'subscription';
}
