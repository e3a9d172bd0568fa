import { z } from 'zod';
import { failure } from './failure.ts';
import { messageAttributes } from './messages.ts';
import { cursor, destroy, read, scope, write } from './procedure.ts';

/** A topic as a list names it. */
export const topicRef = z.object({ arn: z.string(), name: z.string(), fifo: z.boolean() });
/** See {@link topicRef}. */
export type TopicRef = z.infer<typeof topicRef>;

/** What one GetTopicAttributes tells of a topic. Sizes in bytes. */
export const topicSummary = topicRef.extend({
  account: z.string(),
  displayName: z.string(),
  subscriptionsConfirmed: z.number().nullable(),
  subscriptionsPending: z.number().nullable(),
  kmsKeyId: z.string().nullable(),
  contentBasedDeduplication: z.boolean(),
  /** Null on standard topics. */
  throughputScope: z.enum(['Topic', 'MessageGroup']).nullable(),
  /** Days that a FIFO topic keeps what was published; null without an archive. */
  archiveDays: z.number().nullable(),
  maximumMessageSize: z.number(),
  /** Every attribute as AWS returned it. */
  attributes: z.record(z.string(), z.string()),
});
/** See {@link topicSummary}. */
export type TopicSummary = z.infer<typeof topicSummary>;

/** One topic in full. */
export const topicDetail = topicSummary.extend({
  tags: z.record(z.string(), z.string()),
  /** Parts that could not be read (`tags`), and why. */
  missing: z.record(z.string(), failure),
});
/** See {@link topicDetail}. */
export type TopicDetail = z.infer<typeof topicDetail>;

const describedTopic = z.object({
  arn: z.string(),
  summary: topicSummary.nullable(),
  /** Why the summary is absent. */
  failure: failure.nullable(),
});
/** One answer of `topics.describe`: a summary or the reason why there is none. */
export type DescribedTopic = z.infer<typeof describedTopic>;

const taggedTopic = z.object({
  arn: z.string(),
  tags: z.record(z.string(), z.string()).nullable(),
  /** Why the tags are absent. */
  failure: failure.nullable(),
});
/** One answer of `topics.tags`. */
export type TaggedTopic = z.infer<typeof taggedTopic>;

/** Protocols whose deliveries a topic can log; SNS writes them into the names of its attributes. */
export const loggedProtocol = z.enum(['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS']);
/** See {@link loggedProtocol}. */
export type LoggedProtocol = z.infer<typeof loggedProtocol>;

/** Delivery status logging of one protocol; a role is null to take it off. */
export const deliveryLogging = z.strictObject({
  successRole: z.string().nullable().optional(),
  /** Per cent of successful deliveries that are logged. */
  sampleRate: z.int().optional(),
  failureRole: z.string().nullable().optional(),
});
/** See {@link deliveryLogging}. */
export type DeliveryLogging = z.infer<typeof deliveryLogging>;

/**
 * What can be set on a topic; absent fields stay as they are (on a new topic: AWS's default), null removes. FifoTopic is
 * no part of it: AWS never changes a topic's type. The access policy is no part either, and stays as it is.
 * The ranges are those of `domain/limits.ts`; a call that breaks one fails with INVALID_INPUT and names the field.
 */
export const topicSettings = z.strictObject({
  displayName: z.string().nullable().optional(),
  /** Bytes. Above the default a topic takes at most 100 subscriptions, of the protocols sqs, lambda and firehose. */
  maximumMessageSize: z.int().nullable().optional(),
  /** Key id, ARN or alias. */
  kmsKeyId: z.string().nullable().optional(),
  /** Of notifications: `1` SHA1, `2` SHA256. */
  signatureVersion: z.enum(['1', '2']).optional(),
  tracing: z.enum(['PassThrough', 'Active']).optional(),
  /** Retries of HTTP and HTTPS deliveries, as JSON text in the topic's shape. */
  deliveryPolicy: z.string().nullable().optional(),
  logging: z.partialRecord(loggedProtocol, deliveryLogging).optional(),
  /** FIFO only, as the next two. */
  contentBasedDeduplication: z.boolean().optional(),
  /** `MessageGroup` cannot be taken back. */
  throughputScope: z.enum(['Topic', 'MessageGroup']).optional(),
  /** Null switches the archive off, which deletes what it holds; fewer days delete what is older. */
  archiveDays: z.int().nullable().optional(),
});
/** See {@link topicSettings}. */
export type TopicSettings = z.infer<typeof topicSettings>;

const topicArn = z.string().startsWith('arn:');
const tags = z.record(z.string(), z.string());
const topic = { scope, topicArn };

/** One message as `topics.publish` takes it. */
const notification = {
  message: z.string().min(1),
  subject: z.string().max(100).optional(),
  /** `json`: the message is an object of texts per protocol with a `default`. */
  structure: z.enum(['plain', 'json']).default('plain'),
  attributes: messageAttributes.default({}),
  /** Required on FIFO topics; on a standard topic it reaches standard SQS queues. */
  groupId: z.string().min(1).max(128).optional(),
  /** FIFO topics only. */
  deduplicationId: z.string().min(1).max(128).optional(),
};

export const topics = {
  /** Up to 100 topics a page (ListTopics with NextToken). */
  list: read(z.object({ scope, cursor }), z.object({ topics: z.array(topicRef), cursor })),
  /** Summaries of up to 50 topics; a topic that fails carries its failure, the others are unharmed. */
  describe: read(z.object({ scope, arns: z.array(topicArn).min(1).max(50) }), z.array(describedTopic)),
  /** Tags of up to 50 topics, at the pace that AWS allows (10 a second for an account). */
  tags: read(z.object({ scope, arns: z.array(topicArn).min(1).max(50) }), z.array(taggedTopic)),
  /** One topic with all attributes and tags. */
  get: read(z.object(topic), topicDetail),
  /** Makes a topic. Its name must be free (ALREADY_EXISTS else); AWS itself would answer with an equal one. */
  create: write(
    z.object({
      scope,
      name: z.string().min(1),
      fifo: z.boolean().default(false),
      settings: topicSettings.default({}),
      tags: tags.default({}),
    }),
    topicRef,
    { resource: 'name' },
  ),
  /**
   * Sets the given fields and leaves the others. AWS takes one attribute a call: when one is refused, the failure says
   * which were set before, and those after it are not tried.
   */
  configure: write(
    z.object({ ...topic, changes: topicSettings }),
    /** AWS's names of what was set. */
    z.object({ attributes: z.array(z.string()) }),
    { resource: 'topicArn' },
  ),
  /** Sets tags, then removes tags. Tags may decide who has access (ABAC). */
  tag: write(
    z.object({ ...topic, set: tags.default({}), remove: z.array(z.string()).default([]) }),
    z.object({ set: z.number(), removed: z.number() }),
    { resource: 'topicArn' },
  ),
  /**
   * Deletes the topic with all its subscriptions; the queues behind them stay. CONFLICT while it has an archive.
   */
  remove: destroy(
    z.object(topic),
    /** How many subscriptions went with it; null when that could not be read. */
    z.object({ subscriptions: z.number().nullable() }),
    { resource: 'topicArn', touches: ['subscriptions'] },
  ),
  /** Publishes one message. */
  publish: write(
    z.object({ ...topic, ...notification }),
    z.object({ messageId: z.string(), sequenceNumber: z.string().nullable() }),
    { resource: 'topicArn', touches: ['queues'] },
  ),
};
