import { z } from 'zod';
import { job, queuePlace, redriveDestination } from './jobs.ts';
import { destroy, read, scope, write } from './procedure.ts';
import { redriveChoice, redriveManner } from './redrives-order.ts';
import { redrivesExpressions } from './redrives-expressions.ts';
import { redrivesParked } from './redrives-parked.ts';
import { redrivesReceivers } from './redrives-receivers.ts';
import { redrivesTasks } from './redrives-tasks.ts';

/** What is known of a chosen message, where it was not captured; it makes the plan exact. */
const knownMessage = z.object({
  messageId: z.string().min(1),
  size: z.number().optional(),
  /** Epoch ms. */
  sentAt: z.number().nullable().optional(),
  groupId: z.string().nullable().optional(),
});

/**
 * What a plan found: `refuse` stops a start, `warn` may do harm, `note` is good to know. The page has a sentence for
 * each code, with the numbers and the resource.
 */
export const planFinding = z.object({
  code: z.enum([
    'same-queue',
    'move-task-running',
    'move-task-unknown',
    'too-large',
    'group-missing',
    'order-lost',
    'fifo-blocked',
    'comes-back',
    'to-dead-letters',
    'source-dead-letters',
    'expires-before',
    'shorter-retention',
    'other-key',
    'delayed',
    'unreachable',
    'in-flight-limit',
    'destination-unknown',
    'topic-accepted',
    'returns-unseen',
    'no-dead-letter-source',
    'several-sources',
    'deduplication-kept',
    'content-on-disk',
    'edits-unchosen',
  ]),
  severity: z.enum(['refuse', 'warn', 'note']),
  numbers: z.record(z.string(), z.number()).default({}),
  /** A queue or key that it is about. */
  resource: z.string().nullable().default(null),
});
/** See {@link planFinding}. */
export type PlanFinding = z.infer<typeof planFinding>;

/** What of a message cannot be carried over, whatever one does. [SQS API SendMessage, ReceiveMessage] */
export const changedFacts = [
  'messageId',
  'sentAt',
  'receiveCount',
  'sender',
  'sequence',
  'deadLetterSource',
  'deduplicationId',
  'retention',
  'delay',
  'key',
  'group',
  'body',
  'attributes',
] as const;

/** What of a message travels with it. */
export const keptFacts = [
  'body',
  'attributes',
  'attributeTypes',
  'group',
  'traceHeader',
  'deduplicationId',
] as const;

/** What will happen, before it does. Durations in seconds. */
export const redrivePlan = z.object({
  /** How many messages are to be sent; null when the queue's count is all that is known (`receives.most`). */
  chosen: z.number().nullable(),
  waiting: z.number(),
  /** How many messages will be received to reach the chosen ones: SQS does not hand out chosen messages. */
  receives: z.object({ expected: z.number(), most: z.number() }),
  calls: z.object({ receive: z.number(), send: z.number(), remove: z.number(), total: z.number() }),
  seconds: z.number(),
  /** How many are hidden from other readers at the same time at most, and for how long one is hidden before it is renewed. */
  held: z.number(),
  holdSeconds: z.number(),
  findings: z.array(planFinding),
  /** What changes in each message, and what does not. */
  changes: z.array(z.enum(changedFacts)),
  keeps: z.array(z.enum(keptFacts)),
  /** What each of the stages sends and how long it is waited and watched afterwards, seconds; empty without stages. */
  stages: z.array(z.object({ size: z.number().nullable(), waitSeconds: z.number() })),
  /** Chosen messages of a FIFO queue that stand behind others that are not chosen, where the order is known; 1,000 at most. */
  blocked: z.object({ count: z.number(), ids: z.array(z.string()) }),
  /** Messages that expire before the estimated end, of those whose age is known. They go first. */
  expiring: z.number(),
  /** How many may be doubled by each crash, on destinations that do not deduplicate. */
  doubledByCrash: z.number(),
  /** Where messages are to go by what is known of them: queue URL or ARN, and how many; null where it is not known of them. */
  routes: z.array(z.object({ destination: z.string().nullable(), count: z.number() })),
  /**
   * The dry run: what the captured messages of the source say, where the choice or the plan read them. Nothing was received.
   * `failed`: the predicate or the transform fails for them.
   */
  captured: z
    .object({
      read: z.number(),
      matched: z.number(),
      changed: z.number(),
      failed: z.number(),
      /** The first failure, in words. */
      error: z.string().nullable(),
    })
    .nullable(),
});
/** See {@link redrivePlan}. */
export type RedrivePlan = z.infer<typeof redrivePlan>;

const choice = redriveChoice.default({ by: 'all' });
const touches = ['jobs', 'queues', 'messages'] as const;

export const redrives = {
  ...redrivesTasks,
  ...redrivesExpressions,
  ...redrivesParked,
  ...redrivesReceivers,
  /** Looks at the queues and at what was captured, and says what a start would do; receives nothing. */
  plan: read(
    redriveManner.extend({
      source: queuePlace,
      destination: redriveDestination,
      /** True: the originals stay. */
      keep: z.boolean(),
      choice,
      known: z.array(knownMessage).max(10_000).optional(),
    }),
    redrivePlan,
  ),
  /**
   * Starts a job that moves messages: each is deleted at its source only after its copy was confirmed and written down.
   * The guard of the source's profile decides, and the destination's as a write. CONFLICT when the plan refuses.
   */
  move: destroy(
    redriveManner.extend({ scope, queueUrl: z.string().min(1), destination: redriveDestination, choice }),
    job,
    { resource: 'queueUrl', touches },
  ),
  /** Starts a job that copies messages and keeps the originals: a write at the destination, a look at the source. */
  copy: write(
    redriveManner.extend({
      scope,
      /** URL of a queue or ARN of a topic. */
      target: z.string().min(1),
      source: queuePlace,
      choice,
    }),
    job,
    { resource: 'target', touches },
  ),
  /**
   * Starts a job that moves messages into the local store, from which `redrives.restore` brings them back. CONFLICT with the
   * field `onDisk` where bodies of the profile are not kept, unless that is true: parked ones are on the disk.
   */
  park: destroy(
    redriveManner
      .pick({ rate: true, most: true })
      .extend({ scope, queueUrl: z.string().min(1), choice, onDisk: z.boolean().default(false) }),
    job,
    { resource: 'queueUrl', touches },
  ),
  /** Starts a job that deletes chosen messages for good. */
  purge: destroy(
    redriveManner
      .pick({ rate: true, most: true })
      .extend({ scope, queueUrl: z.string().min(1), choice: redriveChoice }),
    job,
    { resource: 'queueUrl', touches },
  ),
  /** Ends the waiting of a job between two stages. CONFLICT when it does not wait. */
  skipWait: write(z.object({ jobId: z.string().min(1) }), job, { resource: 'jobId', touches: ['jobs'] }),
};
