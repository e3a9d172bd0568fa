import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import type { Delivery, Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { metricsOf } from './topics.ts';

/** Outcomes kept for each subscription. */
const KEPT = 50;

/** Records what became of a delivery; the oldest outcomes are dropped. */
export function record(world: World, subscription: Subscription, delivery: Omit<Delivery, 'at'>): void {
  subscription.deliveries.push({ at: world.clock.now(), ...delivery });
  if (subscription.deliveries.length > KEPT) subscription.deliveries.shift();
}

/** Counts and records a delivery that arrived, or that only the sandbox's record takes. */
export function succeed(
  world: World,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
  outcome: 'delivered' | 'recorded',
  detail: string,
): void {
  count(world, topic, notification, true);
  record(world, subscription, { messageId: notification.messageId, outcome, detail });
}

/** Counts one attempt for the topic's metrics, replayed messages apart. */
export function count(world: World, topic: Topic, { replayed }: Notification, delivered: boolean): void {
  const outcome = delivered ? 'Delivered' : 'Failed';
  world.meter.add(metricsOf(topic), `NumberOf${replayed ? 'Replayed' : ''}Notifications${outcome}`, 1);
}
