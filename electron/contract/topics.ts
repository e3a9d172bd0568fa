import { z } from 'zod';
import { failure } from './failure.ts';
import { messageAttributes } from './messages.ts';
import { cursor, read, scope, write } from './procedure.ts';

/** A topic as a list names it. */
export const topicRef = z.object({ arn: z.string(), name: z.string(), fifo: z.boolean() });
/** See {@link topicRef}. */
export type TopicRef = z.infer<typeof topicRef>;

/** One topic in full. Sizes in bytes. */
export const topicDetail = topicRef.extend({
  account: z.string(),
  displayName: z.string(),
  subscriptionsConfirmed: z.number().nullable(),
  subscriptionsPending: z.number().nullable(),
  kmsKeyId: z.string().nullable(),
  contentBasedDeduplication: z.boolean(),
  maximumMessageSize: z.number(),
  /** Every attribute as AWS returned it. */
  attributes: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  /** Parts that could not be read, and why. */
  missing: z.record(z.string(), failure),
});
/** See {@link topicDetail}. */
export type TopicDetail = z.infer<typeof topicDetail>;

const topicArn = z.string().startsWith('arn:');

export const topics = {
  /** Up to 100 topics a page (ListTopics with NextToken). */
  list: read(z.object({ scope, cursor }), z.object({ topics: z.array(topicRef), cursor })),
  /** Details of up to 50 topics; a topic that fails carries its failure. */
  describe: read(
    z.object({ scope, arns: z.array(topicArn).min(1).max(50) }),
    z.array(z.object({ arn: z.string(), detail: topicDetail.nullable(), failure: failure.nullable() })),
  ),
  /** One topic with all attributes and tags. */
  get: read(z.object({ scope, topicArn }), topicDetail),
  /** Publishes one message. */
  publish: write(
    z.object({
      scope,
      topicArn,
      message: z.string().min(1),
      subject: z.string().max(100).optional(),
      /** `json`: the message is an object of texts per protocol with a `default`. */
      structure: z.enum(['plain', 'json']).default('plain'),
      attributes: messageAttributes.default({}),
      groupId: z.string().min(1).max(128).optional(),
      deduplicationId: z.string().min(1).max(128).optional(),
    }),
    z.object({ messageId: z.string(), sequenceNumber: z.string().nullable() }),
    { resource: 'topicArn', touches: ['queues'] },
  ),
};
