import { z } from 'zod';
import { failure } from './failure.ts';
import { read, scope } from './procedure.ts';

/** Who sends its failed messages to a queue, as SQS itself knows it (ListDeadLetterSourceQueues). */
export const deadLetterSources = z.object({
  /** The dead-letter queue. */
  url: z.string(),
  /** ARNs or URLs of the queues that name it; empty: no SQS queue does. Null when it could not be read. */
  sources: z.array(z.string()).nullable(),
  /** When SQS was asked, epoch ms; answers are kept for five minutes. */
  readAt: z.number(),
  failure: failure.nullable(),
});
/** See {@link deadLetterSources}. */
export type DeadLetterSources = z.infer<typeof deadLetterSources>;

/**
 * CloudWatch's ApproximateAgeOfOldestMessage of a queue, the newest point of the last quarter of an hour. On a dead-letter
 * queue it counts from the move; messages that were received three times or more are left out. [SQS DG
 * sqs-available-cloudwatch-metrics]
 */
export const oldestAge = z.object({
  url: z.string(),
  /** Seconds; null where CloudWatch has no point, which is no zero. */
  seconds: z.number().nullable(),
  /** The minute that it was measured in, epoch ms. */
  at: z.number().nullable(),
});
/** See {@link oldestAge}. */
export type OldestAge = z.infer<typeof oldestAge>;

const urls = z.array(z.string().min(1)).min(1).max(100);

/** What is asked about many dead-letter queues at once. */
export const queuesDeadLetters = {
  /** The sources of up to 100 dead-letter queues, a call a queue; one that fails carries its failure. `again`: not from the cache. */
  deadLetters: read(z.object({ scope, urls, again: z.boolean().default(false) }), z.array(deadLetterSources)),
  /** CloudWatch's ages of up to 100 queues in one call (GetMetricData), kept for a minute. */
  ages: read(z.object({ scope, urls }), z.array(oldestAge)),
};
