import { z } from 'zod';

/**
 * Why a capture ended. `complete`: it holds all that the queue has. The others say why it may not: `hidden`: messages
 * are delayed or in somebody else's hands; `behind`: FIFO groups have more behind their first ten; `most`: as many as were
 * asked for; `ceiling`: as many as are held at once; `in-flight`: the queue has too many in flight; `hold`: the longest
 * hold was over; `budget`: one more receive could dead-letter messages; `room`: no more may be kept; `uncounted`:
 * the queue showed nothing more, and its counts may not be read or do not agree.
 */
export const captureWhy = z.enum([
  'complete',
  'hidden',
  'behind',
  'most',
  'ceiling',
  'in-flight',
  'hold',
  'budget',
  'room',
  'uncounted',
]);
/** See {@link captureWhy}. */
export type CaptureWhy = z.infer<typeof captureWhy>;

/** What took a kept message out of its queue; `gone`: expired, purged, or taken by a consumer. */
export const leftBy = z.enum(['moved', 'parked', 'deleted', 'gone']);
/** See {@link leftBy}. */
export type LeftBy = z.infer<typeof leftBy>;

/** How far a capture is, besides the counts that all jobs have. */
export const captureProgress = z.object({
  /** Null while it runs. */
  why: captureWhy.nullable(),
  /** Seconds for which messages are hidden before they are renewed. */
  holdSeconds: z.number(),
  /** When the hold can be renewed no more, epoch ms; null before the first message. */
  latest: z.number().nullable(),
  /** `memory`: on a profile that keeps no bodies on disk. */
  kept: z.enum(['disk', 'memory']),
  /** About how many the queue has besides those that are held, at the last count; null when it could not be read. */
  rest: z.object({ visible: z.number(), inFlight: z.number(), delayed: z.number() }).nullable(),
  /** FIFO: groups met, and how many of them may have more behind; null on standard queues. */
  groups: z.object({ met: z.number(), deeper: z.number() }).nullable(),
  /** Messages that came back before the capture ended, and were kept once. */
  again: z.number(),
});
/** See {@link captureProgress}. */
export type CaptureProgress = z.infer<typeof captureProgress>;
