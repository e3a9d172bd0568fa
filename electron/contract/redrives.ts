import { z } from 'zod';
import { job, queuePlace } from './jobs.ts';
import { destroy, read, scope, write } from './procedure.ts';
import { redrivesTasks } from './redrives-tasks.ts';

/** How messages are to travel; the same for a plan and for a start. */
export const redriveManner = z.object({
  /** Group for messages that carry none, into a FIFO queue; absent: each is a group of its own, named by its MessageId. */
  groupId: z.string().min(1).max(128).optional(),
  /** FIFO: go on with a group whose earlier message failed. */
  skipFailed: z.boolean().default(false),
  /**
   * A send without an answer, of which nothing can be learnt: `resend` and report that a second copy may exist, or `leave`
   * the original where it is and report that a copy may exist.
   */
  unanswered: z.enum(['resend', 'leave']).default('resend'),
});
/** See {@link redriveManner}. */
export type RedriveManner = z.infer<typeof redriveManner>;

/** MessageIds; absent: all that the queue shows. */
const messageIds = z.array(z.string().min(1)).min(1).max(10_000).optional();

/** What is known of a chosen message; it makes the plan exact. */
const chosenMessage = z.object({
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
  /** What changes in each message. */
  changes: z.array(z.enum(changedFacts)),
});
/** See {@link redrivePlan}. */
export type RedrivePlan = z.infer<typeof redrivePlan>;

export const redrives = {
  ...redrivesTasks,
  /** Looks at both queues and says what a move or copy would do; receives nothing. */
  plan: read(
    redriveManner.extend({
      source: queuePlace,
      destination: queuePlace,
      /** True: the originals stay. */
      keep: z.boolean(),
      messages: z.array(chosenMessage).min(1).max(10_000).optional(),
    }),
    redrivePlan,
  ),
  /**
   * Starts a job that moves messages: each is deleted at its source only after its copy was confirmed and written down.
   * The guard of the source's profile decides, and the destination's as a write. CONFLICT when the plan refuses.
   */
  move: destroy(
    redriveManner.extend({ scope, queueUrl: z.string().min(1), destination: queuePlace, messageIds }),
    job,
    { resource: 'queueUrl', touches: ['jobs', 'queues', 'messages'] },
  ),
  /** Starts a job that copies messages and keeps the originals: a write at the destination, a look at the source. */
  copy: write(
    redriveManner.extend({ scope, queueUrl: z.string().min(1), source: queuePlace, messageIds }),
    job,
    { resource: 'queueUrl', touches: ['jobs', 'queues', 'messages'] },
  ),
};
