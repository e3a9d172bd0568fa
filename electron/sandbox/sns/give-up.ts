import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { deadLetter } from './dead-letter.ts';
import { metricsOf } from './topics.ts';
import { record } from './outcome.ts';

/** No further try: the message goes to the subscription's dead-letter queue, or it is lost. */
export function giveUp(
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
