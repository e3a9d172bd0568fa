import { SNS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import { toEnvelope } from './envelope.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { deliverToQueue } from './queue-delivery.ts';
import { putInQueue } from './put-in-queue.ts';
import { deadLetterArnOf } from './subscription-redrive.ts';

/**
 * Moves what could not be delivered to the subscription's dead-letter queue, as it would have been delivered: null
 * when it got there, undefined where the subscription has none, else why that queue refused it.
 */
export function deadLetter(
  world: World,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
): string | null | undefined {
  const target = deadLetterArnOf(subscription.attributes);
  if (target === undefined) return undefined;
  // A raw message of more than ten attributes fits no queue: only its envelope can carry them.
  if (Object.keys(notification.attributes).length > SNS.rawDeliveryAttributes)
    return putInQueue(world, topic, target, notification, toEnvelope(topic, subscription, notification), {});
  return deliverToQueue(world, topic, subscription, target, notification);
}
