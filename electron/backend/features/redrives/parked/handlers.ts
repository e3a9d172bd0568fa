import type { redrivesParked } from '../../../../contract/redrives-parked.ts';
import { fail } from '../../../failures.ts';
import type { Handlers } from '../../../handlers.ts';
import type { HostServices } from '../../../services.ts';
import type { Adopter } from '../../jobs/adopt.ts';
import { createRestore } from './restore.ts';

const pageSize = 200;

/** Parked messages: finding, bringing back, deleting. */
export function createParkedHandlers(
  services: HostServices,
  adopter: Adopter,
): Pick<Handlers<'redrives'>, keyof typeof redrivesParked> {
  const { store, workshop, seen } = services;

  return {
    ...createRestore(services, adopter),

    async parked({ filter, cursor }) {
      const before = parseCursor(cursor);
      const { messages, count } = await workshop.call('parked.page', { filter, before, limit: pageSize });
      const last = messages.length === pageSize ? messages.at(-1) : undefined;
      return { messages, count, cursor: last && `${last.parkedAt}/${last.id}` };
    },

    parkedQueues: () => workshop.call('parked.queues', null),

    parkedMessage({ id }) {
      const message = store.parked.search.get(id);
      if (!message) {
        throw fail('NOT_FOUND', 'The message is not parked any more: it was restored or deleted.', {
          resource: String(id),
        });
      }
      return message;
    },

    noteParked({ ids, text }, { note }) {
      store.parked.note(ids, text);
      note({ messages: ids.length });
      return {};
    },

    async dropParked({ scope, queueUrl, choice }, { note }) {
      const removed = await workshop.call('parked.drop', { source: { scope, queueUrl }, choice });
      note({ messages: removed });
      // Wipes what the journal file of the database still has.
      if (removed > 0) await seen.tidy();
      return { removed };
    },
  };
}

function parseCursor(cursor: string | undefined): { at: number; id: number } | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = /^(\d+)\/(\d+)$/.exec(cursor) ?? [];
  if (!at || !id) throw fail('INVALID_INPUT', 'The cursor is not one of this list.', { field: 'cursor' });
  return { at: Number(at), id: Number(id) };
}
