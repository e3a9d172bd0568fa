import type { Subscription } from './subscription-model.ts';

/** Subscriptions as lists show them: `PendingConfirmation` in place of the ARN until they are confirmed. */
export function toSubscriptionList(subscriptions: readonly Subscription[]): object[] {
  return subscriptions.map(({ arn, owner, protocol, endpoint, topicArn, pending }) => ({
    SubscriptionArn: pending ? 'PendingConfirmation' : arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }));
}
