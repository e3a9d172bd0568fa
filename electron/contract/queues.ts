import { z } from 'zod';
import { failure } from './failure.ts';
import { cursor, destroy, read, scope, stream, write } from './procedure.ts';
import { queuesDeadLetters } from './queues-dead-letters.ts';

/** A queue as a list names it. */
export const queueRef = z.object({
  /** The URL as AWS gave it; opaque. */
  url: z.string(),
  name: z.string(),
  fifo: z.boolean(),
});
/** See {@link queueRef}. */
export type QueueRef = z.infer<typeof queueRef>;

/** The three counts, each approximate on standard queues; null where the server told none, which is no zero. */
export const queueCounts = z.object({
  /** Waiting: visible to receives. */
  visible: z.number().nullable(),
  inFlight: z.number().nullable(),
  delayed: z.number().nullable(),
  /** When they were read, epoch ms. */
  at: z.number(),
});
/** See {@link queueCounts}. */
export type QueueCounts = z.infer<typeof queueCounts>;

/** Where failed messages go: a queue's RedrivePolicy. */
export const redrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.number(),
});
/** See {@link redrivePolicy}. */
export type RedrivePolicy = z.infer<typeof redrivePolicy>;

/** What one GetQueueAttributes tells of a queue. Durations in seconds, sizes in bytes, times in epoch ms. */
export const queueSummary = queueRef.extend({
  arn: z.string(),
  account: z.string(),
  counts: queueCounts,
  redrivePolicy: redrivePolicy.nullable(),
  encryption: z.enum(['none', 'sse-sqs', 'sse-kms']),
  visibilityTimeout: z.number().nullable(),
  retentionPeriod: z.number().nullable(),
  delay: z.number().nullable(),
  maximumMessageSize: z.number().nullable(),
  receiveWait: z.number().nullable(),
  createdAt: z.number().nullable(),
});
/** See {@link queueSummary}. */
export type QueueSummary = z.infer<typeof queueSummary>;

/** One queue in full. */
export const queueDetail = queueSummary.extend({
  /** Every attribute as AWS returned it. */
  attributes: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  /** ARNs or URLs of the queues that name this one as their DLQ, from ListDeadLetterSourceQueues; null when not known. */
  deadLetterSources: z.array(z.string()).nullable(),
  /** Parts that could not be read, by name (`tags`, `deadLetterSources`), and why. */
  missing: z.record(z.string(), failure),
});
/** See {@link queueDetail}. */
export type QueueDetail = z.infer<typeof queueDetail>;

const describedQueue = z.object({
  url: z.string(),
  summary: queueSummary.nullable(),
  /** Why the summary is absent. */
  failure: failure.nullable(),
});
/** One answer of `queues.describe`: a summary or the reason why there is none. */
export type DescribedQueue = z.infer<typeof describedQueue>;

/** One event's part of `queues.watch`. */
export const watchedQueue = describedQueue.extend({
  /** Time until this queue is read again, ms: quiet queues and throttled scopes wait longer, and many rows share one budget. */
  period: z.number(),
  /** True while the endpoint asks for fewer calls, and the whole scope is read slower for it. */
  throttled: z.boolean(),
});
/** See {@link watchedQueue}. */
export type WatchedQueue = z.infer<typeof watchedQueue>;

const taggedQueue = z.object({
  url: z.string(),
  /** Null when they could not be read; `failure` says why. */
  tags: z.record(z.string(), z.string()).nullable(),
  failure: failure.nullable(),
});
/** One answer of `queues.tags`. */
export type TaggedQueue = z.infer<typeof taggedQueue>;

/** A queue that was found by its name, URL or ARN. */
export const locatedQueue = z.object({
  queue: queueRef,
  arn: z.string(),
  account: z.string(),
  /** Why its attributes cannot be read (ACCESS_DENIED only); null when they can. */
  failure: failure.nullable(),
});
/** See {@link locatedQueue}. */
export type LocatedQueue = z.infer<typeof locatedQueue>;

const urls = z.array(z.string().min(1)).min(1).max(100);

/**
 * What can be set on a queue, by the names that {@link queueSummary} uses; absent fields stay as they are (on a new queue:
 * AWS's default). Durations in seconds, sizes in bytes. FifoQueue is no part of it: AWS never changes a queue's type.
 * The ranges are those of `domain/limits.ts`; a call that breaks one fails with INVALID_INPUT and names the field.
 */
export const queueSettings = z.strictObject({
  visibilityTimeout: z.int().optional(),
  retentionPeriod: z.int().optional(),
  delay: z.int().optional(),
  maximumMessageSize: z.int().optional(),
  receiveWait: z.int().optional(),
  /** Null removes it. */
  redrivePolicy: redrivePolicy.nullable().optional(),
  /** Which queues may name this one as their DLQ; `sources` (ARNs) with `byQueue` only. Null removes it, which allows all. */
  redriveAllowPolicy: z
    .object({
      permission: z.enum(['allowAll', 'denyAll', 'byQueue']),
      sources: z.array(z.string()).default([]),
    })
    .nullable()
    .optional(),
  /** `keyId` and `reusePeriod` with `sse-kms` only. */
  encryption: z
    .object({
      kind: z.enum(['none', 'sse-sqs', 'sse-kms']),
      keyId: z.string().optional(),
      reusePeriod: z.int().optional(),
    })
    .optional(),
  /** FIFO only, as the next two. */
  contentBasedDeduplication: z.boolean().optional(),
  deduplicationScope: z.enum(['queue', 'messageGroup']).optional(),
  throughputLimit: z.enum(['perQueue', 'perMessageGroupId']).optional(),
  /** The access policy as text; null removes it. */
  policy: z.string().nullable().optional(),
});
/** See {@link queueSettings}. */
export type QueueSettings = z.infer<typeof queueSettings>;

const tags = z.record(z.string(), z.string());
const queue = { scope, queueUrl: z.string().min(1) };
/** What a queue held just before it was emptied or deleted; null when it could not be read. */
const countsBefore = queueCounts.nullable();

export const queues = {
  ...queuesDeadLetters,
  /** Names and URLs, up to 1,000 a page (ListQueues with MaxResults and NextToken). */
  list: read(
    z.object({ scope, prefix: z.string().max(80).optional(), cursor }),
    z.object({ queues: z.array(queueRef), cursor }),
  ),
  /** Summaries of up to 100 queues; a queue that fails carries its failure, the others are unharmed. */
  describe: read(z.object({ scope, urls }), z.array(describedQueue)),
  /** One queue with all attributes, tags and dead-letter sources. */
  get: read(z.object({ scope, queueUrl: z.string().min(1) }), queueDetail),
  /** Tags of up to 100 queues, each with its failure where it has one (ListQueueTags, a call a queue). */
  tags: read(z.object({ scope, urls }), z.array(taggedQueue)),
  /**
   * Looks one queue up by name, URL or ARN, where ListQueues is denied or the queue is another account's. INVALID_INPUT
   * when the text is none of these, WRONG_REGION and NOT_FOUND as they say; a queue whose attributes may not be read
   * is found all the same.
   */
  locate: read(z.object({ scope, id: z.string().trim().min(1).max(2048) }), locatedQueue),
  /**
   * Live counts of the queues in view, again and again. Keeps to 4 GetQueueAttributes a second per scope over all
   * watchers: the period stretches with the rows, and for queues whose counts stay the same. Each event holds only the
   * queues read since the last one. `every` is the shortest period that is wanted, ms.
   */
  watch: stream(
    read(z.object({ scope, urls, every: z.int().min(2_000).max(600_000).optional() }), z.array(watchedQueue)),
  ),
  /**
   * Makes a queue, and its dead-letter queue first when one is asked for in the same step. Both names must be free
   * (ALREADY_EXISTS else, with the field); a name that was deleted within 60 s is CONFLICT with `numbers.seconds`.
   * When the dead-letter queue was made and the queue was refused, the failure says that it stays.
   */
  create: write(
    z.object({
      scope,
      name: z.string().min(1),
      fifo: z.boolean().default(false),
      settings: queueSettings.default({}),
      tags: tags.default({}),
      /** Its own dead-letter queue, of the same type; in place of `settings.redrivePolicy`. */
      deadLetters: z
        .object({
          name: z.string().min(1),
          maxReceiveCount: z.int(),
          /** Seconds. Longer than the queue's own, since a standard queue's messages keep their age. */
          retentionPeriod: z.int().optional(),
        })
        .optional(),
    }),
    z.object({ queue: queueRef, deadLetterQueue: queueRef.nullable() }),
    { resource: 'name' },
  ),
  /** Sets the given fields and leaves the others. AWS takes up to 60 s, for the retention period up to 15 min. */
  configure: write(
    z.object({ ...queue, changes: queueSettings }),
    /** AWS's names of what was set. */
    z.object({ attributes: z.array(z.string()) }),
    { resource: 'queueUrl' },
  ),
  /** Sets tags, then removes tags. Tags may decide who has access (ABAC). */
  tag: write(
    z.object({ ...queue, set: tags.default({}), remove: z.array(z.string()).default([]) }),
    z.object({ set: z.number(), removed: z.number() }),
    { resource: 'queueUrl' },
  ),
  /**
   * Deletes every message, those in flight too. Takes up to 60 s, in which new messages may go as well.
   * Once in 60 s: CONFLICT with `numbers.seconds` else.
   */
  purge: destroy(z.object(queue), z.object({ before: countsBefore }), {
    resource: 'queueUrl',
    touches: ['messages'],
  }),
  /** Deletes the queue with its messages. Takes up to 60 s; its name is locked for as long. */
  remove: destroy(z.object(queue), z.object({ before: countsBefore }), {
    resource: 'queueUrl',
    touches: ['messages'],
  }),
};
