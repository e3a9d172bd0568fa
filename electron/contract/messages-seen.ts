import { z } from 'zod';
import { messageAttributes } from './message-attributes.ts';

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
  /** True when body or attribute values were shortened for a list; `messages.one` gives them whole. */
  shortened: z.boolean().optional(),
  /** When it was deleted from the queue here, epoch ms; absent when it was not. */
  deletedAt: z.number().optional(),
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
  /** The emulator whose own view shows messages without receiving them; null when only a receive does. */
  view: z.string().nullable(),
});
/** See {@link receiveBudget}. */
export type ReceiveBudget = z.infer<typeof receiveBudget>;

/** Messages that are held because the user chose so. */
export const hold = z.object({
  lookId: z.string(),
  count: z.number(),
  /** Epoch ms at which the hold ends by itself. */
  until: z.number(),
  /** Epoch ms beyond which SQS extends no hold: 12 hours after the receive. */
  latest: z.number(),
  messageIds: z.array(z.string()),
});
/** See {@link hold}. */
export type Hold = z.infer<typeof hold>;

/** Where a text was found in a seen message; `before` and `after` are what stands round the hit. */
export const seenMatch = z.object({
  messageId: z.string(),
  /** `decoded`: in what the body holds once it is unwrapped. */
  where: z.enum(['id', 'body', 'decoded', 'attribute', 'system']),
  /** Of an attribute. */
  name: z.string().nullable(),
  before: z.string(),
  hit: z.string(),
  after: z.string(),
});
/** See {@link seenMatch}. */
export type SeenMatch = z.infer<typeof seenMatch>;

/** A column of the user's choice: a path into the unwrapped JSON body, or an attribute's name. */
export const seenColumn = z.object({
  kind: z.enum(['path', 'attribute', 'system']),
  name: z.string().trim().min(1).max(300),
});
/** See {@link seenColumn}. */
export type SeenColumn = z.infer<typeof seenColumn>;
