import { z } from 'zod';
import { captureWhy, leftBy } from './captures-progress.ts';
import { job, queuePlace } from './jobs.ts';
import { receiveBudget } from './messages-seen.ts';
import { look, read, scope } from './procedure.ts';

const asked = {
  scope,
  queueUrl: z.string().min(1),
  /** Distinct messages at most. */
  most: z.int().min(1).max(100_000).optional(),
  /** For how long messages are hidden before they are renewed, seconds; by the queue's depth unless said. */
  holdSeconds: z.int().min(60).max(3600).optional(),
};

/** What a capture will do, before it does. Durations in seconds. */
export const capturePlan = z.object({
  fifo: z.boolean(),
  /** Messages in the queue, about; null when they may not be counted. */
  counts: z.object({ visible: z.number(), inFlight: z.number(), delayed: z.number() }).nullable(),
  /** About how many it will hold; null when that cannot be known before. */
  messages: z.number().nullable(),
  /** It holds no more than so many at once. */
  ceiling: z.number(),
  /** ReceiveMessage calls, and calls that let go in the end; null when `messages` is. */
  calls: z.object({ receive: z.number(), release: z.number() }).nullable(),
  /** How long messages are hidden until all are let go, at about; null when `messages` is. */
  seconds: z.number().nullable(),
  holdSeconds: z.number(),
  /** Renewed no further than this. */
  longestSeconds: z.number(),
  /** Where it goes; `ask`: nobody has decided yet, and it stays in memory until then. */
  kept: z.enum(['disk', 'memory', 'ask']),
  /** How many fit into the memory where it goes there; null on disk. */
  fits: z.number().nullable(),
  budget: receiveBudget,
  /** A capture of this queue that has not ended. */
  running: z.string().nullable(),
});
/** See {@link capturePlan}. */
export type CapturePlan = z.infer<typeof capturePlan>;

/** What the captures know of a queue. */
export const captureCoverage = queuePlace.extend({
  /** Its id among the captures' sources; null when nothing of it is on disk. */
  source: z.number().nullable(),
  /** Kept messages that are believed to be in the queue: none that was moved, parked, deleted or seen to be gone. */
  inQueue: z.number(),
  /** SentTimestamp of the oldest of these, epoch ms; null when there is none or it is not known. */
  oldestSentAt: z.number().nullable(),
  /** Kept messages that left the queue, by what took them. */
  left: z.record(leftBy, z.number()),
  /** The last capture that ended: `of` is how many the queue had then, about. */
  last: z
    .object({
      jobId: z.string(),
      startedAt: z.number(),
      endedAt: z.number(),
      captured: z.number(),
      of: z.number().nullable(),
      complete: z.boolean(),
      why: captureWhy,
    })
    .nullable(),
  /** A capture of it that has not ended. */
  running: z.string().nullable(),
});
/** See {@link captureCoverage}. */
export type CaptureCoverage = z.infer<typeof captureCoverage>;

/** Taking a queue into the captures. */
export const capturesTake = {
  /** What `take` would do; receives nothing. */
  plan: read(z.object(asked), capturePlan),
  /**
   * Starts a job that receives a queue into the captures under a hold and lets all go in the end; nothing is deleted. Raises
   * the receive count of each message by one. RECEIVE_BUDGET when that could dead-letter one, unless `force`; CONFLICT when
   * a capture of the queue is under way.
   */
  take: look(z.object({ ...asked, force: z.boolean().default(false) }), job, {
    resource: 'queueUrl',
    touches: ['jobs', 'queues', 'messages'],
  }),
  /** Which share of queues is captured, and when that was; in the order asked. Costs no call to AWS. */
  coverage: read(z.object({ queues: z.array(queuePlace).min(1).max(500) }), z.array(captureCoverage)),
};
