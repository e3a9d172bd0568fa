import { z } from 'zod';
import { captureProgress } from './captures-progress.ts';
import { failure } from './failure.ts';
import { cursor, destroy, look, read, scope, stream, write } from './procedure.ts';

/** A queue at its place: profile, region and URL. */
export const queuePlace = z.object({ scope, queueUrl: z.string().min(1) });
/** See {@link queuePlace}. */
export type QueuePlace = z.infer<typeof queuePlace>;

/** Where messages go. */
export const redriveDestination = z.discriminatedUnion('kind', [
  queuePlace.extend({ kind: z.literal('queue') }),
  /** Each message back to the queue that its DeadLetterQueueSourceArn names; there may be several. */
  z.object({ kind: z.literal('sources') }),
  /** All subscribers of the topic; accepted is not delivered. */
  z.object({ kind: z.literal('topic'), scope, topicArn: z.string().startsWith('arn:') }),
  /** The local store, from which it can be restored. */
  z.object({ kind: z.literal('park') }),
  /** Nowhere: they are deleted. */
  z.object({ kind: z.literal('nothing') }),
]);
/** See {@link redriveDestination}. */
export type RedriveDestination = z.infer<typeof redriveDestination>;

/**
 * What a job does: move messages, copy them, receive until it is stopped, park them in the local store, delete chosen ones,
 * bring parked ones back, or take a queue into the captures.
 */
export const jobKind = z.enum(['move', 'copy', 'receive', 'park', 'purge', 'restore', 'capture']);
/** See {@link jobKind}. */
export type JobKind = z.infer<typeof jobKind>;

/**
 * Where a job is. `waiting`: not begun, or its host was closed, and it goes on when a host takes it; the next four
 * are on their way or at rest by choice; the last four are ends (`partly`: some messages did not reach their goal).
 */
export const jobState = z.enum([
  'waiting',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'cancelled',
  'done',
  'partly',
  'failed',
]);
/** See {@link jobState}. */
export type JobState = z.infer<typeof jobState>;

/**
 * Where one message of a job is. `waiting`: chosen and not received yet; `held`: hidden, not sent; `sending`: its copy may
 * be under way; `sent`: the copy is confirmed, the original not yet deleted; `done`: sent and deleted. Ends besides: `kept`
 * (copied), `parked`, `failed`, `gone` (not shown again, not sent), `uncertain` (not shown again, perhaps sent), `left`
 * (not sent, stays in its queue).
 */
export const itemState = z.enum([
  'waiting',
  'held',
  'sending',
  'sent',
  'done',
  'kept',
  'parked',
  'failed',
  'gone',
  'uncertain',
  'left',
]);
/** See {@link itemState}. */
export type ItemState = z.infer<typeof itemState>;

/** How far a job is. */
export const jobCounts = z.object({
  /** How many messages it is about; null while that is not known. */
  total: z.number().nullable(),
  /** Messages by state; absent states have none. */
  states: z.partialRecord(itemState, z.number()),
  /** Messages that may exist twice because an answer was lost. */
  doubt: z.number(),
  /** Messages that came back to the source after their copy was sent. */
  returned: z.number(),
  /** Distinct messages received. */
  seen: z.number(),
  /** ReceiveMessage calls made. */
  receives: z.number(),
  /** Messages hidden from other readers now. */
  holding: z.number(),
  /** Messages that reached their goal per second, over the last half minute; null while it is too early to say. */
  perSecond: z.number().nullable(),
  /** True when receive counts grew by more than our own receives: somebody else reads this queue. */
  otherReader: z.boolean(),
  /** Of a capture alone. */
  capture: captureProgress.optional(),
});
/** See {@link jobCounts}. */
export type JobCounts = z.infer<typeof jobCounts>;

/** Where a job with stages is: it sends `size` messages, then waits until `waitsUntil`, looking whether any come back. */
export const jobStage = z.object({
  /** Counted from 1; `of` counts the last one, of all that is left, too. */
  index: z.number(),
  of: z.number(),
  /** Null in the last stage: all that is left. */
  size: z.number().nullable(),
  /** Epoch ms; null while it sends. */
  waitsUntil: z.number().nullable(),
});
/** See {@link jobStage}. */
export type JobStage = z.infer<typeof jobStage>;

/** What a job was asked to do, in the words of its start. */
export const jobOrder = z.object({
  by: z.enum(['all', 'ids', 'captures', 'where']),
  /** The predicate of `where`. */
  where: z.string().nullable(),
  transform: z.string().nullable(),
  /** How many single messages were edited. */
  edits: z.number(),
  /** Messages a second. */
  rate: z.number().nullable(),
  most: z.number().nullable(),
  stages: z.array(z.number()),
  settleSeconds: z.number(),
  returnsAllowed: z.number(),
  stopOnFailure: z.boolean(),
  keepDeduplicationId: z.boolean(),
});
/** See {@link jobOrder}. */
export type JobOrder = z.infer<typeof jobOrder>;

/** A durable piece of long work, which any window of any host may watch and steer. */
export const job = z.object({
  id: z.string(),
  kind: jobKind,
  state: jobState,
  source: queuePlace,
  /** Null for jobs that only receive. */
  destination: redriveDestination.nullable(),
  counts: jobCounts,
  /** Null without stages. */
  stage: jobStage.nullable(),
  /** Null for jobs that only receive. */
  order: jobOrder.nullable(),
  /** Why it paused or failed; null when it did not. */
  failure: failure.nullable(),
  /** Epoch ms. */
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** Whether a living host works on it now. */
  owned: z.boolean(),
});
/** See {@link job}. */
export type Job = z.infer<typeof job>;

/** One line of a job's report. */
export const jobItem = z.object({
  /** MessageId in the source. */
  messageId: z.string(),
  state: itemState,
  groupId: z.string().nullable(),
  /** Where it was sent, or is to be: URL of a queue or ARN of a topic; null where it is not sent, or not known yet. */
  destination: z.string().nullable(),
  /** The queue that it failed in: DeadLetterQueueSourceArn. */
  sourceArn: z.string().nullable(),
  /** True when the content that was sent differs from the original. */
  changed: z.boolean(),
  /** MessageId and SequenceNumber of the copy. */
  newId: z.string().nullable(),
  newSequence: z.string().nullable(),
  /** Sends whose outcome was open at once; 0 before the first. */
  attempts: z.number(),
  /** True when a second copy may exist. */
  doubt: z.boolean(),
  /** When it came back to the source, epoch ms. */
  returnedAt: z.number().nullable(),
  /** Why it failed or was left, as `code` or `code: words of AWS`. */
  reason: z.string().nullable(),
  /** Of the original: SentTimestamp (epoch ms), receive count, size in bytes. */
  sentAt: z.number().nullable(),
  receiveCount: z.number().nullable(),
  size: z.number(),
  /** When this line changed last, epoch ms. */
  at: z.number(),
});
/** See {@link jobItem}. */
export type JobItem = z.infer<typeof jobItem>;

const one = z.object({ jobId: z.string().min(1) });

export const jobs = {
  /** Newest first, 100 a page. */
  list: read(z.object({ cursor }), z.object({ jobs: z.array(job), cursor })),
  get: read(one, job),
  /** Jobs that changed, in batches; the first one holds all that have not ended. Removed ones are not told. */
  watch: stream(read(z.object({}), z.array(job))),
  /**
   * The report, in the order in which messages were met, 200 a page; `text` looks in ids and groups, `mark` asks for those
   * that came back, may exist twice, or were changed.
   */
  items: read(
    one.extend({
      states: z.array(itemState).optional(),
      mark: z.enum(['returned', 'doubt', 'changed']).optional(),
      text: z.string().optional(),
      cursor,
    }),
    z.object({ items: z.array(jobItem), cursor }),
  ),
  /** The whole report as a file. */
  report: read(
    one.extend({ format: z.enum(['csv', 'json']) }),
    z.object({ name: z.string(), type: z.string(), text: z.string() }),
  ),
  /** No new sends; answers are awaited, confirmed copies still deleted at their source, holds released. */
  pause: write(one, job, { resource: 'jobId' }),
  /** Goes on where it stood, in this host when no other one has it. CONFLICT when it has ended. */
  resume: write(one, job, { resource: 'jobId' }),
  /** Like pause, for good: what was not sent stays in its queue. */
  cancel: write(one, job, { resource: 'jobId', touches: ['queues', 'messages'] }),
  /** Removes an ended job with its report. CONFLICT while it has not ended. */
  remove: destroy(one, z.object({}), { resource: 'jobId' }),
  /**
   * Receives a queue in rounds until it is stopped: each round holds what it finds, shows it, and releases it. Raises the
   * receive count of each message once a round, and ends by itself where the receive budget does (RECEIVE_BUDGET).
   */
  receive: look(
    z.object({
      scope,
      queueUrl: z.string().min(1),
      /** Ends after so many distinct messages. */
      messages: z.int().min(1).max(100_000).optional(),
      /** Ends after so many seconds. */
      seconds: z.int().min(1).max(86_400).optional(),
      /** Goes on although the receive budget is spent. */
      force: z.boolean().default(false),
    }),
    job,
    { resource: 'queueUrl', touches: ['queues', 'messages'] },
  ),
};
