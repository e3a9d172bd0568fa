import { z } from 'zod';
import { captureFilter } from './captures.ts';
import { messageAttributes } from './message-attributes.ts';

/**
 * Which messages are meant: all that the queue shows, these MessageIds, those of them that were captured and fit a filter
 * (their MessageIds are taken down at the start), or those for which a JSONata predicate holds, asked of each message once,
 * when it is received first.
 */
export const redriveChoice = z.discriminatedUnion('by', [
  z.object({ by: z.literal('all') }),
  z.object({ by: z.literal('ids'), ids: z.array(z.string().min(1)).min(1).max(100_000) }),
  z.object({ by: z.literal('captures'), filter: captureFilter }),
  z.object({ by: z.literal('where'), expression: z.string().trim().min(1).max(20_000) }),
]);
/** See {@link redriveChoice}. */
export type RedriveChoice = z.infer<typeof redriveChoice>;

/** What is to be another one in a message; what is absent stays as it was received. */
export const messageEdit = z.object({
  messageId: z.string().min(1),
  body: z.string().min(1).optional(),
  /** In place of all attributes that it has. */
  attributes: messageAttributes.optional(),
  groupId: z.string().min(1).max(128).nullable().optional(),
  /** FIFO destinations; held back while it may be in a five-minute window. */
  deduplicationId: z.string().min(1).max(128).optional(),
});
/** See {@link messageEdit}. */
export type MessageEdit = z.infer<typeof messageEdit>;

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
  /** Messages a second at most; absent: as fast as SQS takes them. */
  rate: z.number().min(0.1).max(10_000).optional(),
  /** At most so many messages, those that are met first. */
  most: z.int().min(1).max(10_000_000).optional(),
  /**
   * Sizes of the first batches, such as 1, 5, 50: after each the job waits and looks whether messages come back, then
   * goes on with the next, and at the end with all that is left. Absent or empty: all at once.
   */
  stages: z.array(z.int().min(1).max(1_000_000)).max(20).optional(),
  /** Seconds of that waiting; absent: the source's visibility timeout x maxReceiveCount + 60. */
  settleSeconds: z.int().min(0).max(86_400).optional(),
  /** The job pauses when more than so many messages have come back. */
  returnsAllowed: z.int().min(0).max(1_000_000).default(0),
  /** The job pauses at the first message that fails; absent: true with stages, else false. */
  stopOnFailure: z.boolean().optional(),
  /** JSONata that makes the new content of every chosen message; it is asked once a message. */
  transform: z.string().trim().min(1).max(20_000).optional(),
  /** Single messages to be changed, after the transform. They must be among the chosen ones. */
  edits: z.array(messageEdit).max(10_000).optional(),
  /**
   * FIFO to FIFO: sends with the deduplication id that the message carries, no earlier than five minutes after that id was
   * sent last, as far as it is known: SQS would accept it before, and store nothing.
   */
  keepDeduplicationId: z.boolean().default(false),
});
/** See {@link redriveManner}. */
export type RedriveManner = z.infer<typeof redriveManner>;
