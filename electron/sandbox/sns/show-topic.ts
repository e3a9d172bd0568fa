import { parseTopicDeliveryPolicy } from './delivery-policy.ts';
import { showTopicDeliveryPolicy } from './show-delivery-policy.ts';
import type { Topic } from './model.ts';
import { defaultTopicPolicy } from './default-topic-policy.ts';

/** All attributes that GetTopicAttributes answers with. */
export function showTopicAttributes(topic: Topic): Record<string, string> {
  const subscriptions = [...topic.subscriptions.values()];
  const pending = subscriptions.filter((each) => each.pending).length;
  return {
    Policy: defaultTopicPolicy(topic),
    Owner: topic.account,
    SubscriptionsPending: String(pending),
    TopicArn: topic.arn,
    EffectiveDeliveryPolicy: showTopicDeliveryPolicy(
      parseTopicDeliveryPolicy(topic.attributes.get('DeliveryPolicy')),
    ),
    SubscriptionsConfirmed: String(subscriptions.length - pending),
    DisplayName: '',
    SubscriptionsDeleted: String(topic.subscriptionsDeleted),
    ...(topic.fifo && {
      FifoTopic: 'true',
      ContentBasedDeduplication: 'false',
      FifoThroughputScope: 'Topic',
    }),
    ...Object.fromEntries(topic.attributes),
    ...(topic.archive && { BeginningArchiveTime: new Date(topic.archive.since).toISOString() }),
  };
}
