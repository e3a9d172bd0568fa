import type { World } from '../world.ts';
import { archive } from './archive.ts';
import { deliverTo } from './deliver.ts';
import { attributesSize } from './message-attributes.ts';
import type { Topic } from './model.ts';
import type { Accepted, Notification } from './message-model.ts';
import { metricsOf } from './topics.ts';
import { liveSubscriptions } from './live-subscriptions.ts';
import { deduplicationKey, recentAccepted } from './deduplication.ts';

/** What a publisher is told. */
export type Published = Pick<Accepted, 'messageId'> & { sequenceNumber?: string };

/**
 * Accepts a checked message: on FIFO topics the five-minute deduplication comes first (a duplicate gets the first
 * message's answer and goes nowhere), then the archive, then every subscription by its own rules.
 */
export function publish(world: World, topic: Topic, notification: Notification): Published {
  const { attributes, body } = notification;
  if (topic.fifo) {
    const key = deduplicationKey(topic, notification);
    const earlier = recentAccepted(world, topic, key);
    if (earlier) return { messageId: earlier.messageId, sequenceNumber: earlier.sequenceNumber };
    topic.sequence += 1;
    notification.sequenceNumber = toSequenceNumber(topic.sequence);
    const accepted: Accepted = {
      kind: 'accepted',
      topicArn: topic.arn,
      key,
      dropped: false,
      at: notification.publishedAt,
      messageId: notification.messageId,
      sequenceNumber: notification.sequenceNumber,
    };
    topic.recent.set(key, accepted);
    world.changed(accepted);
    world.changed(topic);
  }
  world.meter.add(metricsOf(topic), 'NumberOfMessagesPublished', 1);
  world.meter.add(metricsOf(topic), 'PublishSize', Buffer.byteLength(body) + attributesSize(attributes));
  archive(world, topic, notification);
  for (const subscription of liveSubscriptions(world, topic))
    deliverTo(world, topic, subscription, notification);
  return { messageId: notification.messageId, sequenceNumber: notification.sequenceNumber };
}

/** A sequence number of SNS: 20 digits, growing, not the one of the queue. */
function toSequenceNumber(count: number): string {
  return String(10_000_000_000_000_000_000n + BigInt(count) * 1000n);
}
