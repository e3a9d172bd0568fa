import { z } from 'zod';
import type { captureFilter } from './captures.ts';
import { read } from './procedure.ts';

/** A kept message, as far as choosing it needs. */
export const keptMessage = z.object({
  messageId: z.string(),
  size: z.number(),
  /** Epoch ms. */
  sentAt: z.number().nullable(),
  groupId: z.string().nullable(),
});
/** See {@link keptMessage}. */
export type KeptMessage = z.infer<typeof keptMessage>;

/** What messages of a group share and others do not. */
export const commonFact = z.object({
  kind: z.enum(['body', 'attribute']),
  /** The path in the body, or the attribute's name. */
  name: z.string(),
  value: z.string(),
  count: z.number(),
});
/** See {@link commonFact}. */
export type CommonFact = z.infer<typeof commonFact>;

/** A message that is a copy which a job sent, and that failed again. */
export const cameBack = z.object({
  messageId: z.string(),
  /** How often it was sent and came back. */
  times: z.number(),
  /** When it was last seen to be back, epoch ms. */
  at: z.number(),
  /** MessageId that it had at first. */
  firstId: z.string(),
});
/** See {@link cameBack}. */
export type CameBack = z.infer<typeof cameBack>;

/** What a page of failure groups asks besides the groups. @param filter the captures' own */
export const capturesCauses = (filter: typeof captureFilter) => ({
  /** The messages that a filter means, up to 100,000. */
  chosen: read(z.object({ filter }), z.object({ messages: z.array(keptMessage) })),
  /** What the newest 200 messages of a filter have in common, in contrast to those of another that it leaves out. */
  common: read(
    z.object({ filter, contrast: filter }),
    z.object({ of: z.number(), facts: z.array(commonFact) }),
  ),
  /** Which of these messages came back after a redrive: known by the MessageId that a job wrote down. */
  cameBack: read(z.object({ messageIds: z.array(z.string()).max(1000) }), z.array(cameBack)),
});
