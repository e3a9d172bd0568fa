import { z } from 'zod';
import { failure } from './failure.ts';
import { queuePlace } from './jobs.ts';
import { read, scope } from './procedure.ts';
import { redriveChoice } from './redrives-order.ts';
import { subscription } from './subscriptions.ts';

/** A subscription of a topic, and which of the captured messages it would be given. */
export const receiver = subscription
  .pick({
    arn: true,
    state: true,
    protocol: true,
    endpoint: true,
    rawDelivery: true,
    filterPolicy: true,
    filterPolicyScope: true,
  })
  .extend({
    /** How many of the messages that were read pass its filter; null where its filter could not be read. */
    passes: z.number().nullable(),
    /** Of these, how many raw delivery to SQS discards for their number of attributes. [SNS DG sns-message-attributes] */
    discarded: z.number(),
    /** Why its filter could not be read. */
    failure: failure.nullable(),
  });
/** See {@link receiver}. */
export type Receiver = z.infer<typeof receiver>;

/** Who gets what is published to a topic: every confirmed subscription whose filter lets it pass, not one of them alone. */
export const receivers = z.object({
  receivers: z.array(receiver),
  /** True when the topic has more subscriptions than were read. */
  cut: z.boolean(),
  /** Captured messages of the choice: how many there are, and how many the filters were asked of, the newest ones. */
  messages: z.object({
    total: z.number(),
    read: z.number(),
    /** Bodies that are an SNS envelope already: subscribers without raw delivery get an envelope within an envelope. */
    enveloped: z.number(),
    /** Messages with a trace header, which SNS does not take along. */
    traced: z.number(),
  }),
});
/** See {@link receivers}. */
export type Receivers = z.infer<typeof receivers>;

/** The part of `redrives` that says who gets what is sent to a topic. */
export const redrivesReceivers = {
  /**
   * The first 500 subscriptions of a topic, and how many of the captured messages of a choice each would get: up to 2,000 are
   * read, as they were captured. Nothing is received or published.
   */
  receivers: read(
    z.object({ scope, topicArn: z.string().startsWith('arn:'), source: queuePlace, choice: redriveChoice }),
    receivers,
  ),
};
