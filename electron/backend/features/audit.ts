import { fail } from '../failures.ts';
import type { Handlers } from '../handlers.ts';
import type { Services } from '../services.ts';

const pageSize = 100;

/** What was done, and what became of a call. */
export function createAuditHandlers({ store }: Services): Handlers<'audit'> {
  return {
    list({ cursor, text }) {
      const entries = store.audit.list({ text, before: parseCursor(cursor), limit: pageSize });
      const last = entries.at(-1);
      return { entries, cursor: last && entries.length === pageSize ? `${last.at}/${last.id}` : undefined };
    },
    outcome: ({ callId }) => store.audit.get(callId),
  };
}

function parseCursor(cursor: string | undefined): { at: number; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = /^(\d+)\/(.+)$/.exec(cursor) ?? [];
  if (!at || !id) throw fail('INVALID_INPUT', 'The cursor is not one of this list.', { field: 'cursor' });
  return { at: Number(at), id };
}
