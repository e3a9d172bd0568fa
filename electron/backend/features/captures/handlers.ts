import type { CaptureChoice, CaptureFilter } from '../../../contract/captures.ts';
import { parsePath } from '../../../domain/failure-groups/json-path.ts';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import type { CaptureMark } from '../../store/captures-search.ts';
import type { Adopter } from '../jobs/adopt.ts';
import { createTakeHandlers } from './take.ts';

const pageSize = 100;

/** A filter whose times are fixed. */
function fixed(filter: CaptureFilter, now: number): CaptureFilter {
  return filter.within === undefined ? filter : { ...filter, from: now - filter.within };
}

/** Messages that were kept: finding, exporting, deleting. */
export function createCapturesHandlers(services: HostServices, adopter: Adopter): Handlers<'captures'> {
  const { host, workshop, seen } = services;
  const { captures } = services.store;
  const group = async (path: string): Promise<void> => {
    if (path !== '' && !parsePath(path)) {
      throw fail('INVALID_INPUT', 'A path names fields, such as error.type or items[0].sku.', {
        field: 'path',
      });
    }
    await workshop.call('captures.group', { path, now: host.clock.now() });
  };
  /** A filter with its times fixed, once all that is kept can be asked by it. */
  const meantBy = async (filter: CaptureFilter): Promise<CaptureFilter> => {
    await seen.settled();
    for (const { path } of [filter.cause, filter.causes].filter((each) => each !== undefined))
      await group(path);
    return fixed(filter, host.clock.now());
  };
  const meant = async (choice: CaptureChoice): Promise<CaptureChoice> => {
    await seen.settled();
    return 'filter' in choice ? { filter: await meantBy(choice.filter) } : choice;
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

    async search({ filter, cursor }) {
      const { messages, count, took } = await workshop.call('captures.search', {
        filter: await meantBy(filter),
        before: parseCursor(cursor),
        limit: pageSize,
        counted: cursor === undefined,
      });
      const last = messages.at(-1);
      const next = last && messages.length === pageSize ? `${last.at}/${last.id}` : undefined;
      return { messages, count, took, cursor: next };
    },

    async groups({ filter, path }) {
      const wanted = await meantBy(filter);
      await group(path);
      return workshop.call('captures.groups', { filter: wanted, path });
    },

    note({ key, sources, text }) {
      if (!captures.notes.set(key, sources, text, host.clock.now())) {
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

    async remove({ choice }, { note }) {
      const removed = await workshop.call('captures.remove', { choice: await meant(choice) });
      note({ messages: removed });
      return { removed };
    },

    async forget({ profile }, { note }) {
      const removed = await seen.forgetProfile(profile);
      note({ messages: removed });
      return { removed };
    },

    async *export({ choice }, { signal }) {
      const all = await meant(choice);
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
