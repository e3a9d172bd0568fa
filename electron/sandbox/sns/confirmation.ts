import { randomBytes } from 'node:crypto';
import type { ActionContext } from '../action.ts';
import { record } from './outcome.ts';
import { toConfirmation } from './confirmation-envelope.ts';
import { confirmOverHttp } from './http-delivery.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import { putInQueue } from './put-in-queue.ts';

/** A token as AWS makes them: 288 hexadecimal digits. */
export function newToken(): string {
  return randomBytes(144).toString('hex');
}

/** Asks the endpoint to confirm: HTTP(S) by a post, a queue of another account by a message; mail is only recorded. */
export function requestConfirmation(context: ActionContext, topic: Topic, subscription: Subscription): void {
  const { world } = context;
  const confirmation = toConfirmation(world, topic, subscription, context.baseUrl);
  const { messageId } = confirmation;
  const note = (outcome: 'delivered' | 'failed' | 'recorded', detail: string): void =>
    record(world, subscription, { messageId, outcome, detail: `SubscriptionConfirmation: ${detail}` });
  if (subscription.protocol === 'http' || subscription.protocol === 'https') {
    confirmOverHttp(world, topic, subscription.endpoint, confirmation, {
      delivered: (answer) => note('delivered', answer),
      attemptFailed: () => {},
      gaveUp: (failure) => note('failed', failure),
    });
  } else if (subscription.protocol === 'sqs') {
    const refusal = putInQueue(world, topic, subscription.endpoint, {}, confirmation.text, {});
    note(refusal === null ? 'delivered' : 'failed', refusal ?? 'accepted');
  } else {
    note('recorded', 'The sandbox records this protocol only.');
  }
}
