import { z } from 'zod';
import { captureFilter } from './captures.ts';
import { messageAttributes } from './message-attributes.ts';
import { cursor, read } from './procedure.ts';

/** A JSONata expression. What it sees of a message: see `ExpressionMessage` of the backend. [docs.jsonata.org 2.x] */
export const expressionText = z.string().trim().min(1).max(20_000);

/** What of a message an expression may change; all else of it stays. */
export const expressionContent = z.object({
  body: z.string(),
  attributes: messageAttributes,
  groupId: z.string().nullable(),
  /** Null: none was asked for. */
  deduplicationId: z.string().nullable(),
});
/** See {@link expressionContent}. */
export type ExpressionContent = z.infer<typeof expressionContent>;

/** A kept message that an expression failed on. */
export const expressionFault = z.object({
  /** Id of the capture. */
  id: z.number(),
  messageId: z.string(),
  /** In JSONata's words, or why it was stopped. */
  error: z.string(),
});
/** See {@link expressionFault}. */
export type ExpressionFault = z.infer<typeof expressionFault>;

/** How an expression did over kept messages. `asked` below `total`: time was up first, and `complete` is false. */
const progress = {
  total: z.number(),
  asked: z.number(),
  complete: z.boolean(),
  failed: z.number(),
  /** Milliseconds. */
  took: z.number(),
};

/** What {@link redrivesExpressions.tryWhere} answers. */
export const whereTrial = z.object({
  ...progress,
  matched: z.number(),
  /** Ids of captures that match, the newest 20. */
  samples: z.array(z.number()),
  /** The first 20. */
  faults: z.array(expressionFault),
});
/** See {@link whereTrial}. */
export type WhereTrial = z.infer<typeof whereTrial>;

/** One message before and after a transform. */
export const transformed = z.object({
  id: z.number(),
  messageId: z.string(),
  before: expressionContent,
  /** Null when the expression failed on it. */
  after: expressionContent.nullable(),
  changed: z.boolean(),
  error: z.string().nullable(),
});
/** See {@link transformed}. */
export type Transformed = z.infer<typeof transformed>;

/** What {@link redrivesExpressions.tryTransform} answers. Counts come with the first page only. */
export const transformTrial = z.object({
  counts: z
    .object({
      ...progress,
      changed: z.number(),
      unchanged: z.number(),
      /** Why it failed, most messages first; the first 20 reasons. */
      reasons: z.array(z.object({ error: z.string(), count: z.number() })),
    })
    .nullable(),
  messages: z.array(transformed),
  cursor,
});
/** See {@link transformTrial}. */
export type TransformTrial = z.infer<typeof transformTrial>;

/** Expressions tried over kept messages: nothing is received and nothing is sent. */
export const redrivesExpressions = {
  /** Which kept messages a predicate means. INVALID_INPUT with the position (`numbers.position`) for a syntax error. */
  tryWhere: read(z.object({ filter: captureFilter, expression: expressionText }), whereTrial),
  /** What a transform makes of kept messages, 20 a page, newest first. INVALID_INPUT as above. */
  tryTransform: read(z.object({ filter: captureFilter, expression: expressionText, cursor }), transformTrial),
};
