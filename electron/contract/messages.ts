import { z } from 'zod';
import { failure } from './failure.ts';
import { look, read, scope, write } from './procedure.ts';

/** A message attribute. `value` is text, or base64 when `binary`. `type` is exact, custom suffix included. */
export const messageAttribute = z.object({
  type: z.string(),
  binary: z.boolean(),
  value: z.string(),
});
/** See {@link messageAttribute}. */
export type MessageAttribute = z.infer<typeof messageAttribute>;

/** Attributes by name. */
export const messageAttributes = z.record(z.string(), messageAttribute);
/** See {@link messageAttributes}. */
export type MessageAttributes = z.infer<typeof messageAttributes>;

/** A message that was seen. Receipt handles stay in the backend. */
export const seenMessage = z.object({
  messageId: z.string(),
  body: z.string(),
  attributes: messageAttributes,
  /** System attributes as AWS returned them, unknown names included. */
  system: z.record(z.string(), z.string()),
  /** Body and attributes (names, types, values) in bytes. */
  size: z.number(),
  /** SentTimestamp, epoch ms; null when the endpoint did not say. */
  sentAt: z.number().nullable(),
  /** ApproximateReceiveCount; null when the endpoint did not say. */
  receiveCount: z.number().nullable(),
  /** When it was last seen here, epoch ms. */
  seenAt: z.number(),
});
/** See {@link seenMessage}. */
export type SeenMessage = z.infer<typeof seenMessage>;

/** What a look would cost: receives that a message may still have before it moves to the DLQ. */
export const receiveBudget = z.object({
  /** Null when the queue has no RedrivePolicy: a look then moves nothing. */
  maxReceiveCount: z.number().nullable(),
  deadLetterTargetArn: z.string().nullable(),
  /** The highest receive count among the messages seen; null before the first look. */
  highestSeen: z.number().nullable(),
  /** maxReceiveCount - highestSeen - 1, never below 0: one delivery stays for the consumer. Null when unlimited or unknown. */
  looksLeft: z.number().nullable(),
  /** `free`: no DLQ; `safe`: a look is safe; `unknown`: nothing seen yet; `spent`: a look may dead-letter; `refused`: maxReceiveCount is 1. */
  verdict: z.enum(['free', 'safe', 'unknown', 'spent', 'refused']),
  fifo: z.boolean(),
  /** Looks made in this session. */
  looks: z.number(),
});
/** See {@link receiveBudget}. */
export type ReceiveBudget = z.infer<typeof receiveBudget>;

/** A look that still holds messages, because the user chose to keep hold. */
export const hold = z.object({
  lookId: z.string(),
  count: z.number(),
  /** Epoch ms at which the hold ends by itself. */
  until: z.number(),
});
/** See {@link hold}. */
export type Hold = z.infer<typeof hold>;

const queue = { scope, queueUrl: z.string().min(1) };

export const messages = {
  /** What the next look costs; makes no receive. */
  budget: read(z.object(queue), receiveBudget),
  /** What was seen in this queue so far, newest first, and what is held; costs no receive. */
  seen: read(z.object(queue), z.object({ messages: z.array(seenMessage), holds: z.array(hold) })),
  /**
   * Long-polls until `count` distinct messages or an empty answer, then releases all (or keeps hold, when asked).
   * Raises the receive count of each message by one. Fails with RECEIVE_BUDGET when that could dead-letter one, unless `force`.
   */
  peek: look(
    z.object({
      ...queue,
      count: z.int().min(1).max(1000).default(10),
      /** Long poll, seconds. */
      waitSeconds: z.int().min(0).max(20).default(1),
      /** How long messages are hidden at most while the look collects, seconds. */
      visibilitySeconds: z.int().min(5).max(43_200).default(30),
      keepHold: z.boolean().default(false),
      force: z.boolean().default(false),
    }),
    z.object({
      lookId: z.string(),
      messages: z.array(seenMessage),
      /** Receive calls made. */
      receives: z.number(),
      released: z.number(),
      /** Messages whose release failed: they come back by themselves when the visibility ends. */
      notReleased: z.array(z.object({ messageId: z.string(), failure })),
      hold: hold.nullable(),
      budget: receiveBudget,
      /** Why the look ended early though messages were shown; null when it did not. */
      cut: failure.nullable(),
    }),
    { resource: 'queueUrl', touches: ['queues'] },
  ),
  /** Ends a kept hold: makes its messages visible again. */
  release: look(
    z.object({ ...queue, lookId: z.string() }),
    z.object({ released: z.number(), notReleased: z.number() }),
    { resource: 'queueUrl', touches: ['queues'] },
  ),
  /** Sends one message. MD5 of body and attributes are checked against what was sent. */
  send: write(
    z.object({
      ...queue,
      body: z.string().min(1),
      attributes: messageAttributes.default({}),
      delaySeconds: z.int().min(0).max(900).optional(),
      groupId: z.string().min(1).max(128).optional(),
      deduplicationId: z.string().min(1).max(128).optional(),
      traceHeader: z.string().optional(),
    }),
    z.object({
      messageId: z.string(),
      sequenceNumber: z.string().nullable(),
      /** Which digests the endpoint returned and agreed with ours. */
      verified: z.object({ body: z.boolean(), attributes: z.boolean() }),
    }),
    { resource: 'queueUrl', touches: ['queues'] },
  ),
};
