import { effectiveDeliveryPolicy } from './delivery-policy.ts';
import { showSubscriptionDeliveryPolicy } from './show-delivery-policy.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';

/** All attributes that GetSubscriptionAttributes answers with. */
export function showSubscriptionAttributes(topic: Topic, subscription: Subscription): Record<string, string> {
  const set = new Map(subscription.attributes);
  const filter = set.get('FilterPolicy');
  const scope = set.get('FilterPolicyScope') ?? 'MessageAttributes';
  set.delete('FilterPolicyScope');
  return {
    SubscriptionPrincipal: subscription.principal,
    Owner: subscription.owner,
    RawMessageDelivery: 'false',
    TopicArn: subscription.topicArn,
    Endpoint: subscription.endpoint,
    Protocol: subscription.protocol,
    PendingConfirmation: String(subscription.pending),
    ConfirmationWasAuthenticated: String(subscription.authenticated),
    SubscriptionArn: subscription.arn,
    ...Object.fromEntries(set),
    // The scope is not shown until there is a policy.
    ...(filter && { FilterPolicyScope: scope }),
    ...(subscription.protocol.startsWith('http') && {
      EffectiveDeliveryPolicy: showSubscriptionDeliveryPolicy(
        effectiveDeliveryPolicy(topic.attributes.get('DeliveryPolicy'), set.get('DeliveryPolicy')),
      ),
    }),
    ...(subscription.replay && { ReplayStatus: subscription.replay.status }),
  };
}
