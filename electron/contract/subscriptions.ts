import { z } from 'zod';
import { failure } from './failure.ts';
import { cursor, read, scope } from './procedure.ts';

/** A subscription with what GetSubscriptionAttributes tells of it. */
export const subscription = z.object({
  /** Null while AWS shows none (`PendingConfirmation`, `Deleted`). */
  arn: z.string().nullable(),
  state: z.enum(['confirmed', 'pending', 'deleted']),
  topicArn: z.string(),
  protocol: z.string(),
  endpoint: z.string(),
  owner: z.string(),
  rawDelivery: z.boolean(),
  /** The policy as text, null when everything passes. */
  filterPolicy: z.string().nullable(),
  filterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).nullable(),
  deadLetterTargetArn: z.string().nullable(),
  /** Why the attributes are absent, if they are. */
  failure: failure.nullable(),
});
/** See {@link subscription}. */
export type Subscription = z.infer<typeof subscription>;

/** A subscription whose undeliverable messages go to a queue. */
export const subscriptionDeadLetters = z.object({
  arn: z.string(),
  topicArn: z.string(),
  protocol: z.string(),
  endpoint: z.string(),
  /** The queue, from the subscription's RedrivePolicy. */
  deadLetterTargetArn: z.string(),
});
/** See {@link subscriptionDeadLetters}. */
export type SubscriptionDeadLetters = z.infer<typeof subscriptionDeadLetters>;

export const subscriptions = {
  /**
   * Which subscriptions of a scope have a dead-letter queue: a call a subscription, so they are read slowly, kept for ten
   * minutes, and no more than the first 2,000 (`cut` then says so). By pages of up to 100 subscriptions.
   */
  deadLetters: read(
    z.object({ scope, cursor }),
    z.object({
      found: z.array(subscriptionDeadLetters),
      /** Subscriptions of this page that were read, and that could not be. */
      read: z.number(),
      unread: z.number(),
      /** Why the first of these could not be. */
      failure: failure.nullable(),
      cut: z.boolean(),
      cursor,
    }),
  ),
  /** The subscriptions of a topic, up to 100 a page, each with its attributes. */
  list: read(
    z.object({ scope, topicArn: z.string().startsWith('arn:'), cursor }),
    z.object({ subscriptions: z.array(subscription), cursor }),
  ),
};
