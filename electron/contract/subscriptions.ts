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

export const subscriptions = {
  /** The subscriptions of a topic, up to 100 a page, each with its attributes. */
  list: read(
    z.object({ scope, topicArn: z.string().startsWith('arn:'), cursor }),
    z.object({ subscriptions: z.array(subscription), cursor }),
  ),
};
