import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { CaptureChoice, CapturedHit, CapturedMessage, CaptureFilter } from '../../contract/captures.ts';
import type { KeptMessage } from '../../contract/captures-causes.ts';
import type { LeftBy } from '../../contract/captures-progress.ts';
import type { MessageAttributes } from '../../contract/messages.ts';
import {
  hasForeignCase,
  holdsText,
  toConditions,
  type CaptureConditions,
  type MeantFilter,
} from './captures-filter.ts';
import { toSnippet } from './captures-snippet.ts';

/** A place in the list; what comes next lies beyond it. */
export interface CaptureMark {
  at: number;
  id: number;
}

/** Finds kept messages. All but `get` may take long: call them in the worker. */
export interface CaptureSearch {
  /** A page, newest first. */
  page(filter: CaptureFilter, before: CaptureMark | undefined, limit: number): CapturedHit[];
  count(filter: CaptureFilter): number;
  get(id: number): CapturedMessage | null;
  /** Messages in full, oldest first, one after another. */
  each(choice: CaptureChoice, after: CaptureMark | undefined): Iterable<CapturedMessage>;
  /** What choosing needs of the messages of a filter, newest first. */
  kept(filter: MeantFilter, limit: number): KeptMessage[];
  /** The ids of the messages that a choice means. */
  ids(choice: CaptureChoice): number[];
}

type Row = Record<string, SQLOutputValue>;

const facts = `m.id, m.message_id, m.source, m.size, m.at, m.sent_at, m.receive_count, m.group_id, m.first_seen,
  m.last_seen, m.left_at, m.left_by, m.deleted_at, s.profile, s.region, s.queue_url, s.queue`;
const tables = (bodies: boolean): string =>
  `captured_message AS m JOIN capture_source AS s ON s.id = m.source${bodies ? ' JOIN captured_body AS b ON b.id = m.id' : ''}`;
/** So many of the newest are looked through before the search index is asked, which is slow for what is common. */
const probed = 2_000;

/** Search on the given data file. */
export function createCaptureSearch(db: DatabaseSync): CaptureSearch {
  db.function(holdsText, { deterministic: true }, (text, needle) =>
    String(text).toLowerCase().includes(String(needle)) ? 1 : 0,
  );
  const one = db.prepare(
    `SELECT ${facts}, b.body, b.escaped, b.attributes, b.system, b.origin FROM ${tables(true)} WHERE m.id = ?`,
  );
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const chosen = (choice: CaptureChoice): Omit<CaptureConditions, 'indexed'> =>
    'filter' in choice
      ? all(toConditions(choice.filter))
      : {
          where: ['m.id IN (SELECT value FROM json_each(:ids))'],
          values: { ids: JSON.stringify(choice.ids) },
          bodies: false,
        };

  return {
    page(filter, before, limit) {
      const { where, indexed, values } = toConditions(filter);
      const { match, ...others } = values;
      const beyond = before ? '(m.at, m.id) < (:beforeAt, :beforeId)' : '1';
      if (before) Object.assign(others, { beforeAt: before.at, beforeId: before.id });
      if (filter.text) others.needle = filter.text.toWellFormed();
      const read = (conditions: string[], order: string, more: typeof values): Row[] =>
        prepare(
          `SELECT ${facts}, ${shown(filter.text)} FROM ${tables(true)} ${toWhere([...conditions, beyond])}
           ORDER BY ${order} LIMIT :limit`,
        ).all({ ...others, ...more, limit });

      let rows: Row[] | undefined;
      if (indexed) {
        const near = `m.id IN (SELECT m.id FROM captured_message AS m WHERE ${beyond}
          ORDER BY m.at DESC, m.id DESC LIMIT ${probed})`;
        const found = read([...where, near], '+m.at DESC, +m.id DESC', {});
        if (found.length === limit) rows = found;
      }
      // The unary plus keeps SQLite from walking an index in the order of the list: hits are fewer than messages.
      rows ??= indexed
        ? read([...where, indexed], '+m.at DESC, +m.id DESC', { match: match ?? null })
        : read(where, 'm.at DESC, m.id DESC', {});
      return rows.map((row) => ({
        ...toFacts(row),
        snippet: toSnippet(String(row.shown), filter.text ?? '', row.place === 1 ? 'body' : 'attributes'),
      }));
    },

    count(filter) {
      const { where, values, bodies } = chosen({ filter });
      if (where.length === 0)
        return Number(prepare('SELECT ifnull(sum(count), 0) AS n FROM capture_source').get()?.n);
      return Number(prepare(`SELECT count(*) AS n FROM ${tables(bodies)} ${toWhere(where)}`).get(values)?.n);
    },

    get(id) {
      const row = one.get(id);
      return row ? toMessage(row) : null;
    },

    *each(choice, after) {
      const { where, values } = chosen(choice);
      if (after) {
        where.push('(m.at, m.id) > (:afterAt, :afterId)');
        Object.assign(values, { afterAt: after.at, afterId: after.id });
      }
      const rows = prepare(
        `SELECT ${facts}, b.body, b.escaped, b.attributes, b.system, b.origin FROM ${tables(true)}
         ${toWhere(where)} ORDER BY m.at, m.id`,
      ).iterate(values);
      for (const row of rows) yield toMessage(row);
    },

    kept(filter, limit) {
      const { where, values, bodies } = chosen({ filter });
      return prepare(
        `SELECT m.message_id, m.size, m.sent_at, m.group_id FROM ${tables(bodies)} ${toWhere(where)}
         ORDER BY m.at DESC, m.id DESC LIMIT :limit`,
      )
        .all({ ...values, limit })
        .map((row) => ({
          messageId: String(row.message_id),
          size: Number(row.size),
          sentAt: row.sent_at === null ? null : Number(row.sent_at),
          groupId: row.group_id === null ? null : String(row.group_id),
        }));
    },

    ids(choice) {
      const { where, values, bodies } = chosen(choice);
      return prepare(`SELECT m.id FROM ${tables(bodies)} ${toWhere(where)}`)
        .all(values)
        .map((row) => Number(row.id));
    },
  };
}

const all = ({ where, indexed, ...others }: CaptureConditions): Omit<CaptureConditions, 'indexed'> => ({
  where: indexed ? [...where, indexed] : where,
  ...others,
});

const toWhere = (where: readonly string[]): string =>
  where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';

/** The part of a message that a list shows: round the hit, so that a body of 1 MiB need not be read into the page. */
function shown(text: string | undefined): string {
  if (!text) return 'substr(b.body, 1, 240) AS shown, 1 AS place';
  if (hasForeignCase(text)) {
    return `CASE WHEN ${holdsText}(b.body, :text) THEN substr(b.body, 1, 65536) ELSE b.words END AS shown,
      ${holdsText}(b.body, :text) AS place, :needle AS needle`;
  }
  const at = (column: string): string => `instr(lower(${column}), lower(:needle))`;
  return `CASE WHEN ${at('b.body')} > 0 THEN substr(b.body, max(1, ${at('b.body')} - 60), 240 + length(:needle))
    ELSE substr(b.words, max(1, ${at('b.words')} - 60), 240 + length(:needle)) END AS shown,
    ${at('b.body')} > 0 AS place`;
}

function toFacts(row: Row): Omit<CapturedHit, 'snippet'> {
  const profile = String(row.profile);
  return {
    id: Number(row.id),
    messageId: String(row.message_id),
    source: Number(row.source),
    scope: profile === '' ? null : { profile, region: String(row.region) },
    queueUrl: String(row.queue_url),
    queue: String(row.queue),
    size: Number(row.size),
    at: Number(row.at),
    sentAt: row.sent_at === null ? null : Number(row.sent_at),
    receiveCount: row.receive_count === null ? null : Number(row.receive_count),
    groupId: row.group_id === null ? null : String(row.group_id),
    firstSeen: Number(row.first_seen),
    lastSeen: Number(row.last_seen),
    left: toLeft(row),
  };
}

function toLeft(row: Row): CapturedHit['left'] {
  // Only the schema's trigger and the whereabouts put words here.
  if (row.left_by !== null) return { by: row.left_by as LeftBy, at: Number(row.left_at) };
  return row.deleted_at === null ? null : { by: 'deleted', at: Number(row.deleted_at) };
}

function toMessage(row: Row): CapturedMessage {
  const body = String(row.body);
  return {
    ...toFacts(row),
    body: row.escaped === 1 ? (JSON.parse(body) as string) : body,
    attributes: JSON.parse(String(row.attributes)) as MessageAttributes,
    system: JSON.parse(String(row.system)) as Record<string, string>,
    origin: row.origin === null ? null : (JSON.parse(String(row.origin)) as CapturedMessage['origin']),
  };
}
