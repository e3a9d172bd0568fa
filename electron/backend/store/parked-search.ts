import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ItemState, QueuePlace } from '../../contract/jobs.ts';
import type { MessageAttributes } from '../../contract/messages.ts';
import type {
  ParkedChoice,
  ParkedFilter,
  ParkedHit,
  ParkedMessage,
  ParkedQueue,
} from '../../contract/redrives-parked.ts';
import { holdsText } from './captures-filter.ts';
import { toSnippet } from './captures-snippet.ts';
import { isFree, toParkedConditions } from './parked-filter.ts';

/** What a restore plan asks of chosen messages. */
export interface ParkedFacts {
  count: number;
  bytes: number;
  largest: number;
  /** Distinct groups, and how many messages have none. */
  groups: number;
  ungrouped: number;
  /** How many have a SequenceNumber, a trace header, more than ten attributes. */
  ordered: number;
  traced: number;
  manyAttributes: number;
  /** How many are larger than the given size. */
  tooLarge: number;
}

/** Finds parked messages. Those with a text may take long: call them in the worker. */
export interface ParkedSearch {
  /** A page, parked last first. */
  page(filter: ParkedFilter, before: { at: number; id: number } | undefined, limit: number): ParkedHit[];
  count(filter: ParkedFilter): number;
  queues(): ParkedQueue[];
  get(id: number): ParkedMessage | null;
  /** Ids of a choice that no job is bringing back. */
  ids(source: QueuePlace, choice: ParkedChoice): number[];
  /** What is known of these. */
  facts(source: QueuePlace, choice: ParkedChoice, maximumSize: number): ParkedFacts;
}

type Row = Record<string, SQLOutputValue>;

const facts = `p.id, p.message_id, p.profile, p.region, p.queue_url, p.body, p.escaped, p.size, p.group_id, p.sent_at,
  p.parked_at, p.reason, p.note, p.restoring,
  (SELECT state FROM job_item WHERE job_item.job = p.restoring AND message = p.message_id) AS restored,
  NOT ${isFree} AS running`;

/** Search on the given data file. */
export function createParkedSearch(db: DatabaseSync): ParkedSearch {
  db.function(holdsText, { deterministic: true }, (text, needle) =>
    String(text).toLowerCase().includes(String(needle)) ? 1 : 0,
  );
  const one = db.prepare(
    `SELECT ${facts}, p.job, p.attributes, p.system, p.receive_count FROM parked_message AS p WHERE p.id = ?`,
  );
  const queues = db.prepare(
    `SELECT profile, region, queue_url, count(*) AS count, sum(size) AS bytes, min(parked_at) AS first,
       max(parked_at) AS last, count(*) FILTER (WHERE NOT ${isFree}) AS restoring
     FROM parked_message AS p GROUP BY profile, region, queue_url ORDER BY last DESC`,
  );

  return {
    page(filter, before, limit) {
      const { where, values } = toParkedConditions(filter);
      const beyond = before ? '(p.parked_at, p.id) < (:at, :id)' : '1';
      return db
        .prepare(
          `SELECT ${facts} FROM parked_message AS p WHERE ${[...where, beyond].join(' AND ')}
           ORDER BY p.parked_at DESC, p.id DESC LIMIT :limit`,
        )
        .all({ ...values, ...before, limit })
        .map((row) => toHit(row, filter.text?.trim() ?? ''));
    },
    count(filter) {
      const { where, values } = toParkedConditions(filter);
      const row = db
        .prepare(`SELECT count(*) AS count FROM parked_message AS p WHERE ${where.join(' AND ')}`)
        .get(values);
      return Number(row?.count);
    },
    queues: () =>
      queues.all().map((row) => ({
        ...placeOf(row),
        count: Number(row.count),
        bytes: Number(row.bytes),
        first: Number(row.first),
        last: Number(row.last),
        restoring: Number(row.restoring),
      })),
    get(id) {
      const row = one.get(id);
      if (!row) return null;
      const { snippet: _snippet, ...hit } = toHit(row, '');
      return {
        ...hit,
        body: bodyOf(row),
        attributes: JSON.parse(String(row.attributes)) as MessageAttributes,
        system: JSON.parse(String(row.system)) as Record<string, string>,
        jobId: String(row.job),
      };
    },
    ids(source, choice) {
      const { where, values } = toParkedConditions({ source, choice });
      return db
        .prepare(`SELECT p.id FROM parked_message AS p WHERE ${[...where, isFree].join(' AND ')}`)
        .all(values)
        .map(({ id }) => Number(id));
    },
    facts(source, choice, maximumSize) {
      const { where, values } = toParkedConditions({ source, choice });
      const row = db
        .prepare(
          `SELECT count(*) AS count, ifnull(sum(size), 0) AS bytes, ifnull(max(size), 0) AS largest,
             count(DISTINCT group_id) AS groups, count(*) - count(group_id) AS ungrouped, count(sequence) AS ordered,
             count(trace_header) AS traced, count(*) FILTER (WHERE size > :maximum) AS tooLarge,
             count(*) FILTER (WHERE (SELECT count(*) FROM json_each(p.attributes)) > 10) AS manyAttributes
           FROM parked_message AS p WHERE ${[...where, isFree].join(' AND ')}`,
        )
        .get({ ...values, maximum: maximumSize });
      const number = (name: keyof ParkedFacts): number => Number(row?.[name] ?? 0);
      return {
        count: number('count'),
        bytes: number('bytes'),
        largest: number('largest'),
        groups: number('groups'),
        ungrouped: number('ungrouped'),
        ordered: number('ordered'),
        traced: number('traced'),
        manyAttributes: number('manyAttributes'),
        tooLarge: number('tooLarge'),
      };
    },
  };
}

const placeOf = (row: Row): Pick<ParkedHit, 'scope' | 'queueUrl' | 'queue'> => {
  const queueUrl = String(row.queue_url);
  return {
    scope: { profile: String(row.profile), region: String(row.region) },
    queueUrl,
    queue: queueUrl.split('/').at(-1) ?? queueUrl,
  };
};

/** The body as it was received. */
export const bodyOf = (row: Row): string =>
  row.escaped === 1 ? String(JSON.parse(String(row.body))) : String(row.body);

function toHit(row: Row, text: string): ParkedHit {
  const body = bodyOf(row);
  const inBody = text === '' || body.toLowerCase().includes(text.toLowerCase());
  return {
    id: Number(row.id),
    messageId: String(row.message_id),
    ...placeOf(row),
    snippet: inBody ? toSnippet(body, text, 'body') : toSnippet(body, '', 'attributes'),
    size: Number(row.size),
    groupId: row.group_id === null ? null : String(row.group_id),
    sentAt: row.sent_at === null ? null : Number(row.sent_at),
    parkedAt: Number(row.parked_at),
    reason: row.reason === null ? null : String(row.reason),
    note: String(row.note),
    lastRestore:
      row.restoring === null
        ? null
        : {
            jobId: String(row.restoring),
            // States that the journal alone writes.
            state: row.restored === null ? null : (String(row.restored) as ItemState),
            running: row.running === 1,
          },
  };
}
