import { z } from 'zod';
import { capturedHit } from './captures.ts';
import { itemState, job, queuePlace } from './jobs.ts';
import { messageAttributes } from './message-attributes.ts';
import { cursor, destroy, read, scope, write } from './procedure.ts';

/** Messages that left their queue for the local store: the only copy that Spillway knows of. */
export const parkedQueue = z.object({
  scope,
  queueUrl: z.string(),
  queue: z.string(),
  count: z.number(),
  /** Bytes of bodies and attributes. */
  bytes: z.number(),
  /** When the first and the last of them were parked, epoch ms. */
  first: z.number(),
  last: z.number(),
  /** How many of them a job is bringing back now. */
  restoring: z.number(),
});
/** See {@link parkedQueue}. */
export type ParkedQueue = z.infer<typeof parkedQueue>;

/** A parked message in a list. */
export const parkedHit = z.object({
  id: z.number(),
  /** MessageId in its queue; a restored copy has another one. */
  messageId: z.string(),
  scope,
  queueUrl: z.string(),
  queue: z.string(),
  /** As of a captured message. */
  snippet: capturedHit.shape.snippet,
  size: z.number(),
  groupId: z.string().nullable(),
  /** Epoch ms. */
  sentAt: z.number().nullable(),
  parkedAt: z.number(),
  /** Why it had failed, as far as the message says it itself. */
  reason: z.string().nullable(),
  note: z.string(),
  /** The job that brings it back, or tried last; `uncertain`: a copy may have been sent. */
  lastRestore: z.object({ jobId: z.string(), state: itemState.nullable(), running: z.boolean() }).nullable(),
});
/** See {@link parkedHit}. */
export type ParkedHit = z.infer<typeof parkedHit>;

/** A parked message in full. */
export const parkedMessage = parkedHit.omit({ snippet: true }).extend({
  body: z.string(),
  attributes: messageAttributes,
  /** System attributes as AWS gave them: trace header, deduplication id and SequenceNumber among them. */
  system: z.record(z.string(), z.string()),
  /** The job that parked it. */
  jobId: z.string(),
});
/** See {@link parkedMessage}. */
export type ParkedMessage = z.infer<typeof parkedMessage>;

/** Which parked messages are meant; all given conditions hold. */
export const parkedFilter = z.object({
  /** Part of the body, of an attribute, an id, the group, the reason or the note; letters of either case. */
  text: z.string().max(1000).optional(),
  source: queuePlace.optional(),
});
/** See {@link parkedFilter}. */
export type ParkedFilter = z.infer<typeof parkedFilter>;

/** Parked messages of one queue: some of them, or all, or those with a text in them. */
export const parkedChoice = z.union([
  z.object({ ids: z.array(z.int()).min(1).max(100_000) }),
  z.object({ all: z.literal(true), text: z.string().max(1000).optional() }),
]);
/** See {@link parkedChoice}. */
export type ParkedChoice = z.infer<typeof parkedChoice>;

/** How parked messages are to travel back. */
const restoreManner = z.object({
  /** Group for messages that carry none, into FIFO; absent: each is a group of its own, named by its MessageId. */
  groupId: z.string().min(1).max(128).optional(),
  /** FIFO: go on with a group whose earlier message failed. */
  skipFailed: z.boolean().default(false),
  /** Messages a second at most. */
  rate: z.number().min(0.1).max(10_000).optional(),
});

/** What a restore would do, before it does. */
export const restorePlan = z.object({
  count: z.number(),
  bytes: z.number(),
  calls: z.number(),
  seconds: z.number(),
  groups: z.number(),
  /** SequenceNumbers decide the order within each group. */
  ordered: z.boolean(),
  findings: z.array(
    z.object({
      code: z.enum([
        'too-large',
        'group-missing',
        'order-lost',
        'delayed',
        'destination-unknown',
        'to-dead-letters',
        'trace-lost',
        'topic-accepted',
      ]),
      severity: z.enum(['refuse', 'warn', 'note']),
      numbers: z.record(z.string(), z.number()),
    }),
  ),
});
/** See {@link restorePlan}. */
export type RestorePlan = z.infer<typeof restorePlan>;

const target = {
  /** URL of a queue or ARN of a topic; the place that they were parked from is the usual one. */
  target: z.string().min(1),
};

/** Messages that left their queue for the local store: the part of `redrives` that finds them, brings them back, and deletes them. */
export const redrivesParked = {
  /** A page of 200, parked last first. `count` comes with the first page only. */
  parked: read(
    z.object({ filter: parkedFilter, cursor }),
    z.object({ messages: z.array(parkedHit), cursor, count: z.number().nullable() }),
  ),
  /** The queues that something is parked of. */
  parkedQueues: read(z.object({}), z.array(parkedQueue)),
  /** One message. NOT_FOUND when it was restored or deleted. */
  parkedMessage: read(z.object({ id: z.number() }), parkedMessage),
  /** Reads the destination, and says what a restore would do. */
  restorePlan: read(
    restoreManner.extend({ scope, ...target, source: queuePlace, choice: parkedChoice }),
    restorePlan,
  ),
  /**
   * Starts a job that sends parked messages of one queue back to it, or elsewhere: per FIFO group in their original order.
   * Each leaves the store only after its copy was confirmed and written down. CONFLICT when another job has them all.
   */
  restore: write(restoreManner.extend({ scope, ...target, source: queuePlace, choice: parkedChoice }), job, {
    resource: 'target',
    touches: ['jobs', 'queues', 'messages'],
  }),
  /** Keeps a note on parked messages; '' drops it. */
  noteParked: write(
    z.object({ ids: z.array(z.int()).min(1).max(100_000), text: z.string().trim().max(2000) }),
    z.object({}),
  ),
  /** Deletes for good, from the data and its journal files. What a job is bringing back stays. */
  dropParked: destroy(
    z.object({ scope, queueUrl: z.string().min(1), choice: parkedChoice }),
    z.object({ removed: z.number() }),
    { resource: 'queueUrl' },
  ),
};
