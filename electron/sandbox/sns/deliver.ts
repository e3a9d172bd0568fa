import type { World } from '../world.ts';
import { admits } from './filter.ts';
import { deliverOverHttp } from './http-delivery.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { deliverToQueue } from './queue-delivery.ts';
import { count, succeed } from './outcome.ts';
import { giveUp } from './give-up.ts';

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
