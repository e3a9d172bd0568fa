import { z } from 'zod';
import { failure } from './failure.ts';
import { messageAttributes } from './message-attributes.ts';
import { cursor, destroy, read, scope, stream, write } from './procedure.ts';

const outgoingFields = {
  body: z.string().min(1),
  attributes: messageAttributes.default({}),
  /** 0 to 900; standard queues only. */
  delaySeconds: z.int().min(0).max(900).optional(),
  groupId: z.string().min(1).max(128).optional(),
  deduplicationId: z.string().min(1).max(128).optional(),
  /** AWSTraceHeader. */
  traceHeader: z.string().optional(),
  /** Subject; topics only. */
  subject: z.string().max(100).optional(),
};

/** A message on its way to a queue or a topic. Delay and trace header are for queues, the subject for topics. */
export const outgoingMessage = z.object(outgoingFields);
/** See {@link outgoingMessage}. */
export type OutgoingMessage = z.infer<typeof outgoingMessage>;

/** Where the extended clients leave a large body, and how the pointer to it is written. */
export const pointerChoice = z.object({
  bucket: z.string().min(3).max(63),
  /** Stands before a fresh UUID; empty for none. */
  keyPrefix: z.string().max(900).default(''),
  pointerClass: z.enum([
    'software.amazon.payloadoffloading.PayloadS3Pointer',
    'com.amazon.sqs.javamessaging.MessageS3Pointer',
  ]),
  marker: z.enum(['ExtendedPayloadSize', 'SQSLargePayloadSize']),
  /** `java` writes no white space into the pointer, `python` a blank after commas and colons. */
  spelling: z.enum(['java', 'python']).default('java'),
});
/** See {@link pointerChoice}. */
export type PointerChoice = z.infer<typeof pointerChoice>;

/** What became of one message of a run. `waiting` was never tried; `heldBack` neither, since an earlier one of its FIFO group did not arrive. */
export const sendOutcome = z.enum(['waiting', 'heldBack', 'sent', 'refused', 'unknown', 'corrupt']);
/** See {@link sendOutcome}. */
export type SendOutcome = z.infer<typeof sendOutcome>;

/** One message of a run and what became of it. */
export const sendResult = z.object({
  /** Place in the run, from 0. */
  index: z.int(),
  outcome: sendOutcome,
  messageId: z.string().nullable(),
  sequenceNumber: z.string().nullable(),
  /** Why it was refused, or why nothing is known. */
  failure: failure.nullable(),
});
/** See {@link sendResult}. */
export type SendResult = z.infer<typeof sendResult>;

/** A run: many messages sent one request after the other. Times are epoch ms. */
export const sendRun = z.object({
  runId: z.string(),
  scope,
  /** Queue URL or topic ARN. */
  target: z.string(),
  kind: z.enum(['batch', 'repeat']),
  state: z.enum(['running', 'stopping', 'stopped', 'done']),
  total: z.number(),
  sent: z.number(),
  /** Surely not stored: AWS said no. */
  refused: z.number(),
  /** Went out, and nobody knows whether it was stored. */
  unknown: z.number(),
  /** Stored, but not as it was sent. */
  corrupt: z.number(),
  /** Surely not stored: never tried (`waiting` and `heldBack`). */
  left: z.number(),
  /** Sent, though the endpoint returned no digest to compare. */
  unchecked: z.number(),
  requests: z.number(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Messages a second over the last seconds. */
  perSecond: z.number(),
  /** The failed request that stopped it; null when it was not stopped by one. */
  stoppedBy: failure.nullable(),
});
/** See {@link sendRun}. */
export type SendRun = z.infer<typeof sendRun>;

/** A message kept for later under a name; only its owner's profile shows it when `profile` is given. */
export const savedMessage = z.object({
  id: z.string(),
  name: z.string(),
  profile: z.string().nullable(),
  message: outgoingMessage,
  /** Epoch ms. */
  savedAt: z.number(),
});
/** See {@link savedMessage}. */
export type SavedMessage = z.infer<typeof savedMessage>;

const queue = { scope, queueUrl: z.string().min(1) };
const runId = z.string().min(1);
/** How many messages a file may bring in one run. */
export const batchLimit = 20_000;
/** How often a message may be repeated in one run. */
export const repeatLimit = 100_000;
const sent = z.object({
  messageId: z.string(),
  sequenceNumber: z.string().nullable(),
  /** Which digests the endpoint returned and agreed with ours. */
  verified: z.object({ body: z.boolean(), attributes: z.boolean() }),
});

/** Sending: the part of `messages` that writes. */
export const messagesSend = {
  /** Sends one message. MD5 of body and attributes are checked against what was sent. */
  send: write(
    z.object({
      ...queue,
      body: outgoingFields.body,
      attributes: outgoingFields.attributes,
      delaySeconds: outgoingFields.delaySeconds,
      groupId: outgoingFields.groupId,
      deduplicationId: outgoingFields.deduplicationId,
      traceHeader: outgoingFields.traceHeader,
    }),
    sent,
    { resource: 'queueUrl', touches: ['queues'] },
  ),
  /**
   * Puts the body into S3, then sends the pointer to it. When the object was put, or may have been, and the message was
   * not confirmed, `sent` is null and `failure` says why: the object then stays under `object` until it is deleted.
   */
  sendPointer: write(
    z.object({ ...queue, message: outgoingMessage, pointer: pointerChoice }),
    z.object({
      object: z.object({ bucket: z.string(), key: z.string(), bytes: z.number() }),
      sent: sent.nullable(),
      failure: failure.nullable(),
    }),
    { resource: 'queueUrl', touches: ['queues'] },
  ),
  /** Deletes an object that `sendPointer` left behind. */
  deletePayload: destroy(
    z.object({
      scope,
      /** `s3://bucket/key`. */
      object: z.string().startsWith('s3://'),
    }),
    z.object({}),
    { resource: 'object' },
  ),
  /** Sends many messages to a queue or a topic, in batch requests; comes back at once, and `watchRun` tells the rest. */
  startRun: write(
    z.object({
      scope,
      /** Queue URL or topic ARN. */
      target: z.string().min(1),
      plan: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('batch'), messages: z.array(outgoingMessage).min(1).max(batchLimit) }),
        z.object({
          kind: z.literal('repeat'),
          message: outgoingMessage,
          times: z.int().min(1).max(repeatLimit),
        }),
      ]),
      /** Messages a second at most; absent: as fast as the endpoint answers. */
      rate: z.number().positive().max(10_000).optional(),
    }),
    z.object({ runId }),
    { resource: 'target', touches: ['queues'] },
  ),
  /** Sends those messages of an ended run again that surely were not stored; the others are left alone. */
  resumeRun: write(z.object({ scope, target: z.string().min(1), runId }), z.object({}), {
    resource: 'target',
    touches: ['queues'],
  }),
  /** Stops a run: no further request goes out, answers under way are awaited. */
  stopRun: write(z.object({ runId }), z.object({}), { resource: 'runId', touches: ['queues'] }),
  /** Watches a run until it ends. */
  watchRun: stream(read(z.object({ runId }), sendRun)),
  /** Runs of this host to the target, newest first; they are forgotten when the host ends. */
  runs: read(z.object({ scope, target: z.string().min(1) }), z.array(sendRun)),
  /** What became of each message, a page of 1,000 in the order of the run; `only` leaves out those that were sent. */
  runResults: read(
    z.object({ runId, only: z.enum(['all', 'notSent']).default('all'), cursor }),
    z.object({ results: z.array(sendResult), cursor }),
  ),
  /** Messages kept for later: those of the profile and those of none. `search` looks into names and content. */
  saved: read(
    z.object({ profile: z.string().min(1), search: z.string().default('') }),
    z.array(savedMessage),
  ),
  /** Keeps a message under a name; `profile` ties it to one. With `id` it takes the place of that one. */
  save: write(
    z.object({
      id: z.string().optional(),
      name: z.string().trim().min(1).max(120),
      profile: z.string().nullable(),
      message: outgoingMessage,
    }),
    savedMessage,
  ),
  /** Gives a saved message another name. */
  renameSaved: write(
    z.object({ id: z.string().min(1), name: z.string().trim().min(1).max(120) }),
    savedMessage,
  ),
  /** Deletes a saved message for good; `name` says which in the record. */
  deleteSaved: destroy(z.object({ id: z.string().min(1), name: z.string() }), z.object({}), {
    resource: 'name',
  }),
};
