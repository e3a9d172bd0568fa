import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ItemState, JobItem } from '../../contract/jobs.ts';
import { waitingItem } from '../jobs/redrive/intake.ts';
import type { Item, Journal, Tally } from '../jobs/redrive/model.ts';
import { fail } from '../failures.ts';
import { transaction } from './database.ts';

/** The items of all jobs. */
export interface JobItemStore {
  /** The journal of a job for the owner of this epoch. */
  journal(job: string, epoch: number): Journal;
  /** Writes down the chosen messages of a new job, within the caller's transaction. */
  choose(job: string, ids: readonly string[], at: number): void;
  /** A page of a report, in the order in which messages were met. */
  page(query: { job: string; states?: readonly ItemState[]; text?: string; after?: number; limit: number }): {
    items: JobItem[];
    last: number | null;
  };
  /** How many items a job has in each state, and how many are in doubt or came back. */
  counts(job: string): { states: Partial<Record<ItemState, number>>; doubt: number; returned: number };
}

const columns =
  'message, state, group_id, sequence, digest, handle, hold_until, attempts, revision, dedup_id, first_send, doubt, new_id, ' +
  'new_sequence, reason, returned_at, outgoing, receives, sent_at, receive_count, size, at';

/** Items on the given data file. */
export function createJobItemStore(db: DatabaseSync): JobItemStore {
  const names = columns.split(', ');
  const put = db.prepare(
    `INSERT INTO job_item (job, ${columns}) VALUES (:job, ${names.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (job, message) DO UPDATE SET ${names
       .slice(1)
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}`,
  );
  const all = db.prepare(`SELECT ${columns} FROM job_item WHERE job = ? ORDER BY number`);
  const own = db.prepare('SELECT 1 AS own FROM job WHERE id = ? AND epoch = ?');
  const tallied = db.prepare(
    'UPDATE job SET tally = :tally, changed = (SELECT max(changed) + 1 FROM job) WHERE id = :job AND epoch = :epoch',
  );
  const copies = db.prepare(
    `SELECT job_item.job AS job, message, ifnull(destination, '') AS destination FROM job_item JOIN job ON job.id = job_item.job
     WHERE new_id = ?`,
  );
  const back = db.prepare('UPDATE job_item SET returned_at = :at WHERE job = :job AND message = :message');
  const page = db.prepare(
    `SELECT number, ${columns} FROM job_item
     WHERE job = :job AND number > :after AND (:states IS NULL OR instr(:states, ',' || state || ',') > 0)
       AND (:text IS NULL OR instr(lower(message || ' ' || ifnull(new_id, '') || ' ' || ifnull(group_id, '') || ' ' || ifnull(reason, '')), :text) > 0)
     ORDER BY number LIMIT :limit`,
  );
  const byState = db.prepare('SELECT state, count(*) AS count FROM job_item WHERE job = ? GROUP BY state');
  const marked = db.prepare(
    'SELECT count(*) FILTER (WHERE doubt = 1) AS doubt, count(returned_at) AS returned FROM job_item WHERE job = ? AND (doubt = 1 OR returned_at IS NOT NULL)',
  );

  return {
    journal: (job, epoch) => {
      const check = (): void => {
        if (!own.get(job, epoch))
          throw fail('CONFLICT', 'Another process has taken this job over.', { resource: job });
      };
      return {
        load: () => all.all(job).map(toItem),
        check,
        write: (items: readonly Item[], tally: Tally) =>
          transaction(db, () => {
            if (tallied.run({ job, epoch, tally: JSON.stringify(tally) }).changes !== 1) check();
            for (const item of items) put.run({ job, ...toRow(item) });
          }),
        sentAs: (newId) =>
          copies.all(newId).map((row) => ({
            job: String(row.job),
            id: String(row.message),
            destination: String(row.destination),
          })),
        returned: (other, message, at) =>
          transaction(db, () => {
            check();
            back.run({ job: other, message, at });
          }),
      };
    },
    choose(job, ids, at) {
      for (const id of ids) put.run({ job, ...toRow(waitingItem(id, at)) });
    },
    page({ job, states, text, after, limit }) {
      const rows = page.all({
        job,
        after: after ?? 0,
        states: states ? `,${states.join(',')},` : null,
        text: text?.trim().toLowerCase() || null,
        limit,
      });
      return {
        items: rows.map(toItem).map(toReported),
        last: rows.length === limit ? Number(rows.at(-1)?.number) : null,
      };
    },
    counts(job) {
      const states = Object.fromEntries(
        byState.all(job).map((row) => [String(row.state), Number(row.count)]),
      );
      const row = marked.get(job);
      return { states, doubt: Number(row?.doubt ?? 0), returned: Number(row?.returned ?? 0) };
    },
  };
}

function toRow(item: Item): Record<string, string | number | null> {
  return {
    message: item.id,
    state: item.state,
    group_id: item.group,
    sequence: item.sequence,
    digest: item.digest,
    handle: item.handle,
    hold_until: item.holdUntil,
    attempts: item.attempts,
    revision: item.revision,
    dedup_id: item.dedupId,
    first_send: item.firstSend,
    doubt: item.doubt ? 1 : 0,
    new_id: item.newId,
    new_sequence: item.newSequence,
    reason: item.reason,
    returned_at: item.returnedAt,
    outgoing: item.outgoing && JSON.stringify(item.outgoing),
    receives: item.receives,
    sent_at: item.sentAt,
    receive_count: item.receiveCount,
    size: item.size,
    at: item.at,
  };
}

function toItem(row: Record<string, SQLOutputValue>): Item {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  const count = (name: string): number | null => (row[name] === null ? null : Number(row[name]));
  const outgoing = text('outgoing');
  return {
    id: String(row.message),
    // Only `write` above puts states here.
    state: String(row.state) as ItemState,
    group: text('group_id'),
    sequence: text('sequence'),
    digest: text('digest'),
    handle: text('handle'),
    holdUntil: count('hold_until'),
    attempts: Number(row.attempts),
    revision: Number(row.revision),
    dedupId: text('dedup_id'),
    firstSend: count('first_send'),
    doubt: row.doubt === 1,
    newId: text('new_id'),
    newSequence: text('new_sequence'),
    reason: text('reason'),
    returnedAt: count('returned_at'),
    outgoing: outgoing === null ? null : (JSON.parse(outgoing) as Item['outgoing']),
    receives: Number(row.receives),
    sentAt: count('sent_at'),
    receiveCount: count('receive_count'),
    size: Number(row.size),
    at: Number(row.at),
  };
}

// Receipt handles and contents stay in the backend.
function toReported(item: Item): JobItem {
  const {
    id,
    state,
    group,
    newId,
    newSequence,
    attempts,
    doubt,
    returnedAt,
    reason,
    sentAt,
    receiveCount,
    size,
    at,
  } = item;
  return {
    messageId: id,
    state,
    groupId: group,
    newId,
    newSequence,
    attempts,
    doubt,
    returnedAt,
    reason,
    sentAt,
    receiveCount,
    size,
    at,
  };
}
