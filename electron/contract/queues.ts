import { z } from 'zod';
import { failure } from './failure.ts';
import { cursor, read, scope, stream } from './procedure.ts';

/** A queue as a list names it. */
export const queueRef = z.object({
  /** The URL as AWS gave it; opaque. */
  url: z.string(),
  name: z.string(),
  fifo: z.boolean(),
});
/** See {@link queueRef}. */
export type QueueRef = z.infer<typeof queueRef>;

/** The three counts, each approximate on standard queues. */
export const queueCounts = z.object({
  /** Waiting: visible to receives. */
  visible: z.number(),
  inFlight: z.number(),
  delayed: z.number(),
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

const urls = z.array(z.string().min(1)).min(1).max(100);

export const queues = {
  /** Names and URLs, up to 1,000 a page (ListQueues with MaxResults and NextToken). */
  list: read(
    z.object({ scope, prefix: z.string().max(80).optional(), cursor }),
    z.object({ queues: z.array(queueRef), cursor }),
  ),
  /** Summaries of up to 100 queues; a queue that fails carries its failure, the others are unharmed. */
  describe: read(z.object({ scope, urls }), z.array(describedQueue)),
  /** One queue with all attributes, tags and dead-letter sources. */
  get: read(z.object({ scope, queueUrl: z.string().min(1) }), queueDetail),
  /**
   * Live counts of the queues in view, again and again. Keeps to 4 GetQueueAttributes a second per scope over all
   * watchers: the period stretches with the rows. Each event holds only the queues read since the last one.
   */
  watch: stream(read(z.object({ scope, urls }), z.array(describedQueue))),
};
