import type { World } from '../world.ts';
import { admits } from './filter.ts';
import { deliverOverHttp } from './http-delivery.ts';
import type { Delivery, Notification, Subscription, Topic } from './model.ts';
import { deliverToQueue } from './queue-delivery.ts';
import { deadLetter } from './dead-letter.ts';
import { metricsOf } from './topics.ts';

/** Outcomes kept for each subscription. */
const KEPT = 50;

/** Hands one message to one subscription by its rules: confirmation, running replay, filter, protocol. */
export function deliverTo(
  world: World,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
): void {
  if (subscription.pending) return;
  if (subscription.replay && !notification.replayed) {
    // A replay that runs brings this message in its turn; one that ended at its end point lets no new one through.
    if (subscription.replay.status !== 'Completed' || subscription.replay.until !== null) return;
  }
  if (!admits(world, topic, subscription, notification)) return;
  send(world, topic, subscription, notification);
}

function send(world: World, topic: Topic, subscription: Subscription, notification: Notification): void {
  const settle = (failure: string | null): void => {
    if (failure === null) {
      succeed(world, topic, subscription, notification, 'delivered', 'accepted');
      return;
    }
    count(world, topic, notification, false);
    giveUp(world, topic, subscription, notification, failure);
  };
  switch (subscription.protocol) {
    case 'sqs':
      settle(deliverToQueue(world, topic, subscription, subscription.endpoint, notification));
      break;
    case 'http':
    case 'https':
      deliverOverHttp(world, topic, subscription, notification, {
        delivered: (answer) => succeed(world, topic, subscription, notification, 'delivered', answer),
        attemptFailed: () => count(world, topic, notification, false),
        gaveUp: (failure) => giveUp(world, topic, subscription, notification, failure),
      });
      break;
    default:
      // Mail, text messages, functions and pushes leave this machine on AWS: here they are only recorded.
      succeed(
        world,
        topic,
        subscription,
        notification,
        'recorded',
        'The sandbox records this protocol only.',
      );
  }
}

/** Records what became of a delivery; the oldest outcomes are dropped. */
export function record(world: World, subscription: Subscription, delivery: Omit<Delivery, 'at'>): void {
  subscription.deliveries.push({ at: world.clock.now(), ...delivery });
  if (subscription.deliveries.length > KEPT) subscription.deliveries.shift();
}

function succeed(
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

function count(world: World, topic: Topic, { replayed }: Notification, delivered: boolean): void {
  const outcome = delivered ? 'Delivered' : 'Failed';
  world.meter.add(metricsOf(topic), `NumberOf${replayed ? 'Replayed' : ''}Notifications${outcome}`, 1);
}

/** No further try: the message goes to the subscription's dead-letter queue, or it is lost. */
function giveUp(
  world: World,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
  failure: string,
): void {
  const { messageId } = notification;
  const refusal = deadLetter(world, topic, subscription, notification);
  if (refusal === undefined) {
    record(world, subscription, { messageId, outcome: 'lost', detail: failure });
    return;
  }
  const moved = refusal === null;
  world.meter.add(
    metricsOf(topic),
    `NumberOfNotifications${moved ? 'RedrivenToDlq' : 'FailedToRedriveToDlq'}`,
    1,
  );
  record(world, subscription, {
    messageId,
    outcome: moved ? 'dead-lettered' : 'lost',
    detail: moved ? failure : `${failure}; dead-letter queue: ${refusal}`,
  });
}
