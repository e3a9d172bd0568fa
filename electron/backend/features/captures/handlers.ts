import type { CaptureChoice } from '../../../contract/captures.ts';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import type { CaptureMark } from '../../store/captures-search.ts';
import type { Adopter } from '../jobs/adopt.ts';
import { createMeaning, fillGroups } from './meaning.ts';
import { createTakeHandlers } from './take.ts';

const pageSize = 100;

/** Messages that were kept: finding, exporting, deleting. */
export function createCapturesHandlers(services: HostServices, adopter: Adopter): Handlers<'captures'> {
  const { host, workshop, seen } = services;
  const { captures } = services.store;
  const meantBy = createMeaning(services);
  /** The user of this machine, as its system names them. */
  const writer = (host.env.USER ?? host.env.USERNAME ?? '').slice(0, 100);
  /** What is acted on must be known to the last message. */
  const meant = async (choice: CaptureChoice, signal: AbortSignal): Promise<CaptureChoice> => {
    await seen.settled();
    return 'filter' in choice ? { filter: (await meantBy(choice.filter, signal, true)).filter } : choice;
  };

  return {
    ...createTakeHandlers(services, adopter),

    policy: ({ profile }) => captures.policies.get(profile),

    async setPolicy({ profile, mode, days, bytes }, { note }) {
      const policy = captures.policies.set(profile, { mode, days, bytes });
      note({ ...policy });
      if (mode === 'keep') await seen.keepAll((queue) => queue.startsWith(`${profile}\n`));
      if (captures.isUntidy(host.clock.now())) await seen.tidy();
      return policy;
    },

    async search({ filter, cursor }, { signal }) {
      const { filter: wanted, looked } = await meantBy(filter, signal);
      const { messages, count, took } = await workshop.call('captures.search', {
        filter: wanted,
        before: parseCursor(cursor),
        limit: pageSize,
        counted: cursor === undefined,
      });
      const last = messages.at(-1);
      const next = last && messages.length === pageSize ? `${last.at}/${last.id}` : undefined;
      return { messages, count, took, cursor: next, looked };
    },

    async groups({ filter, path }, { signal }) {
      const { filter: wanted, looked } = await meantBy(filter, signal);
      await fillGroups(services, path);
      return { ...(await workshop.call('captures.groups', { filter: wanted, path })), looked };
    },

    async chosen({ filter }, { signal }) {
      const { filter: wanted } = await meantBy(filter, signal, true);
      return { messages: await workshop.call('captures.chosen', { filter: wanted }) };
    },

    async common({ filter, contrast }, { signal }) {
      const wanted = await meantBy(filter, signal);
      const other = await meantBy(contrast, signal);
      return workshop.call('captures.common', { filter: wanted.filter, contrast: other.filter });
    },

    cameBack: ({ messageIds }) => captures.cameBack.of(messageIds),

    note({ key, sources, text }) {
      if (!captures.notes.set(key, sources, text, host.clock.now(), writer)) {
        throw fail('NOT_FOUND', 'The messages of the group are not kept any more.', { resource: key });
      }
      return {};
    },

    get({ id }) {
      const message = captures.search.get(id);
      if (!message) throw fail('NOT_FOUND', 'The message is not kept any more.', { resource: String(id) });
      return message;
    },

    async sources() {
      await seen.settled();
      return captures.sources.list();
    },

    async size() {
      await seen.settled();
      return workshop.call('captures.size', null);
    },

    async remove({ choice }, { note, signal }) {
      const removed = await workshop.call('captures.remove', { choice: await meant(choice, signal) });
      note({ messages: removed });
      return { removed };
    },

    async forget({ profile }, { note }) {
      const removed = await seen.forgetProfile(profile);
      note({ messages: removed });
      return { removed };
    },

    async *export({ choice }, { signal }) {
      const all = await meant(choice, signal);
      let after: CaptureMark | undefined;
      for (;;) {
        signal.throwIfAborted();
        const part = await workshop.call('captures.export', { choice: all, after });
        if (part.count > 0) yield { lines: part.lines, count: part.count };
        if (!part.after) return;
        after = part.after;
      }
    },

    async import({ lines, firstLine }, { note }) {
      const now = host.clock.now();
      const result = await workshop.call('captures.import', { lines, firstLine, now });
      note({ imported: result.imported, refused: result.refused });
      if (captures.isUntidy(now)) await seen.tidy();
      return result;
    },

    filters: () => captures.filters.list(),
    saveFilter: ({ name, filter }) => captures.filters.save(name, filter),

    removeFilter({ id }) {
      if (!captures.filters.remove(id)) {
        throw fail('NOT_FOUND', 'There is no such filter any more.', { resource: id });
      }
      return {};
    },
  };
}

function parseCursor(cursor: string | undefined): CaptureMark | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = /^(-?\d+)\/(\d+)$/.exec(cursor) ?? [];
  if (!at || !id) throw fail('INVALID_INPUT', 'The cursor is not one of this list.', { field: 'cursor' });
  return { at: Number(at), id: Number(id) };
}
