import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { CaptureFilter, FailureGroup } from '../../contract/captures.ts';
import { suggestPaths } from '../../domain/failure-groups/suggest-paths.ts';
import { toConditions } from './captures-filter.ts';
import { causeBy, type CaptureGrouping } from './captures-grouping.ts';
import type { GroupNotes } from './captures-notes.ts';
import type { CaptureSearch } from './captures-search.ts';

/** Kept messages by cause. Takes long: call it in the worker. */
export interface CaptureGroups {
  /** The largest groups of a filter by a path whose keys are there, see {@link CaptureGrouping}. */
  list(filter: CaptureFilter, path: string): GroupList;
  /** Fields of the newest bodies of a filter by which they may be grouped, best first. */
  paths(filter: CaptureFilter): string[];
}

/** What {@link CaptureGroups} answers. */
export interface GroupList {
  groups: FailureGroup[];
  causes: number;
  count: number;
  from: number;
  to: number;
}

const most = { groups: 200, bars: 72, read: 300 };

/** Groups on the given data file. */
export function createCaptureGroups(
  db: DatabaseSync,
  search: CaptureSearch,
  grouping: CaptureGrouping,
  notes: GroupNotes,
): CaptureGroups {
  const list = (filter: CaptureFilter, path: string): GroupList => {
    const none: GroupList = { groups: [], causes: 0, count: 0, from: 0, to: 0 };
    const number = grouping.of(path);
    if (number === null) return none;
    const { where, indexed, values, bodies } = toConditions(filter);
    const conditions = ['g.grouping = :grouping', ...where, ...(indexed ? [indexed] : [])];
    const tables = `captured_group AS g JOIN captured_message AS m ON m.id = g.id
      JOIN capture_source AS s ON s.id = m.source ${bodies ? 'JOIN captured_body AS b ON b.id = m.id' : ''}`;
    const asked: Record<string, SQLInputValue> = { ...values, grouping: number };
    const sums = db
      .prepare(
        `SELECT g.key, count(*) AS count, min(m.at) AS first, max(m.at) AS last, max(m.id) AS sample
         FROM ${tables} WHERE ${conditions.join(' AND ')} GROUP BY g.key`,
      )
      .all(asked)
      .map((row) => ({
        key: String(row.key),
        count: Number(row.count),
        first: Number(row.first),
        last: Number(row.last),
        sample: Number(row.sample),
      }));
    if (sums.length === 0) return none;
    const from = sums.reduce((least, { first }) => Math.min(least, first), Infinity);
    const to = sums.reduce((greatest, { last }) => Math.max(greatest, last), -Infinity);
    const shown = sums
      .sort((a, b) => b.count - a.count || b.last - a.last || (a.key < b.key ? -1 : 1))
      .slice(0, most.groups);
    const bars = spread(tables, conditions, asked, shown, { from, to });
    return {
      groups: shown.flatMap((sum) => {
        const message = search.get(sum.sample);
        if (!message) return [];
        const { kind, from: place, title } = causeBy(path, message);
        return { ...sum, kind, from: place, title, note: notes.get(sum.key), ...bars(sum.key) };
      }),
      causes: sums.length,
      count: sums.reduce((all, { count }) => all + count, 0),
      from,
      to,
    };
  };

  /** How the messages of the groups lie in time and over the queues. */
  function spread(
    tables: string,
    conditions: readonly string[],
    asked: Record<string, SQLInputValue>,
    shown: readonly { key: string }[],
    { from, to }: { from: number; to: number },
  ): (key: string) => Pick<FailureGroup, 'histogram' | 'queues'> {
    const found = new Map<
      string,
      { histogram: number[]; queues: Map<number, FailureGroup['queues'][number]> }
    >();
    for (const { key } of shown) {
      found.set(key, { histogram: Array.from({ length: most.bars }, () => 0), queues: new Map() });
    }
    const rows = db
      .prepare(
        `SELECT g.key, m.source, s.queue, CAST((m.at - :first) / :step AS INTEGER) AS bar, count(*) AS count
         FROM ${tables} WHERE ${conditions.join(' AND ')} GROUP BY g.key, m.source, bar`,
      )
      .iterate({ ...asked, first: from, step: (to - from + 1) / most.bars });
    for (const row of rows) {
      const group = found.get(String(row.key));
      if (!group) continue;
      const count = Number(row.count);
      const bar = Math.min(most.bars - 1, Number(row.bar));
      group.histogram[bar] = (group.histogram[bar] ?? 0) + count;
      const source = Number(row.source);
      const queue = group.queues.get(source) ?? { source, queue: String(row.queue), count: 0 };
      queue.count += count;
      group.queues.set(source, queue);
    }
    return (key) => {
      const group = found.get(key);
      return {
        histogram: group?.histogram ?? [],
        queues: [...(group?.queues.values() ?? [])].sort((a, b) => b.count - a.count || a.source - b.source),
      };
    };
  }

  return {
    list,
    paths(filter) {
      const ids = search.page(filter, undefined, most.read).map(({ id }) => id);
      return suggestPaths(ids.flatMap((id) => search.get(id)?.body ?? []));
    },
  };
}
