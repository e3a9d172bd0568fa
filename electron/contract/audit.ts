import { z } from 'zod';
import { failure } from './failure.ts';
import { cursor, read } from './procedure.ts';

/** One recorded look, write or destroy. Bodies and attribute values are never recorded, only sizes and counts. */
export const auditEntry = z.object({
  id: z.string(),
  /** Epoch ms at which the call began. */
  at: z.number(),
  /** Feature and procedure, such as `messages.send`. */
  action: z.string(),
  effect: z.enum(['look', 'write', 'destroy']),
  profile: z.string().nullable(),
  region: z.string().nullable(),
  resource: z.string().nullable(),
  /** `running` ones of a process that died become `unknown`. */
  outcome: z.enum(['running', 'done', 'refused', 'failed', 'unknown']),
  failure: failure.nullable(),
  /** Milliseconds it took; null while running. */
  took: z.number().nullable(),
  /** Numbers and names worth keeping, free of message content. */
  summary: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
/** See {@link auditEntry}. */
export type AuditEntry = z.infer<typeof auditEntry>;

export const audit = {
  /** What was done from this data folder, newest first, 100 a page. */
  list: read(
    z.object({ cursor, text: z.string().optional() }),
    z.object({ entries: z.array(auditEntry), cursor }),
  ),
  /** What became of a call, by the id its caller chose; null when no such call reached the backend. */
  outcome: read(z.object({ callId: z.uuid() }), auditEntry.nullable()),
};
