import type { DatabaseSync } from 'node:sqlite';
import type { ItemState, JobItem } from '../../contract/jobs.ts';
import { waitingItem } from '../jobs/redrive/intake.ts';
import type { Edit, Item, Journal, Tally } from '../jobs/redrive/model.ts';
import { fail } from '../failures.ts';
import { transaction } from './database.ts';
import { columns as names, toItem } from './job-item-rows.ts';
import { createItemWriters } from './job-item-writer.ts';

/** The items of all jobs. */
export interface JobItemStore {
  /** The journal of a job for the owner of this epoch. */
  journal(job: string, epoch: number): Journal;
  /** Writes down the chosen messages of a new job, within the caller's transaction. */
  choose(job: string, ids: readonly string[], edits: ReadonlyMap<string, Edit>, at: number): void;
  /** Deletes contents that were to be sent and were not. */
  dropContents(job: string): void;
  /** A page of a report, in the order in which messages were met. */
  page(query: {
    job: string;
    states?: readonly ItemState[];
    mark?: 'returned' | 'doubt' | 'changed';
    text?: string;
    after?: number;
    limit: number;
  }): {
    items: JobItem[];
    last: number | null;
  };
  /** How many items a job has in each state, and how many are in doubt or came back. */
  counts(job: string): { states: Partial<Record<ItemState, number>>; doubt: number; returned: number };
}

const columns = names.join(', ');

/** Items on the given data file. */
export function createJobItemStore(db: DatabaseSync): JobItemStore {
  const writers = createItemWriters(db);
  const all = db.prepare(`SELECT ${columns} FROM job_item WHERE job = ? ORDER BY number`);
  const some = db.prepare(
    `SELECT ${columns} FROM job_item WHERE job = ? AND message IN (SELECT value FROM json_each(?))`,
  );
  const sentSince = db.prepare(
    `SELECT ${columns} FROM job_item WHERE job = ? AND state IN ('sent', 'done', 'kept', 'parked') AND at >= ? AND new_id IS NOT NULL`,
  );
  const own = db.prepare('SELECT 1 AS own FROM job WHERE id = ? AND epoch = ?');
  const tallied = db.prepare(
    'UPDATE job SET tally = :tally, changed = (SELECT max(changed) + 1 FROM job) WHERE id = :job AND epoch = :epoch',
  );
  const copies = db.prepare(
    `SELECT job_item.job AS job, message, ifnull(destination, '') AS destination FROM job_item JOIN job ON job.id = job_item.job
     WHERE new_id = ?`,
  );
  const back = db.prepare(
    'UPDATE job_item SET returned_at = ifnull(returned_at, :at) WHERE job = :job AND message = :message',
  );
  // An id that was received, not made: those of our own are never asked for.
  const sentAs = db.prepare(
    `SELECT max(at) AS at FROM job_item
     WHERE dedup_id = :dedupId AND dedup_id NOT GLOB 'sw-*' AND state NOT IN ('waiting', 'held')
       AND NOT (job = :job AND message = :message)`,
  );
  const drop = db.prepare(
    'UPDATE job_item SET outgoing = NULL, edit = NULL WHERE job = ? AND (outgoing IS NOT NULL OR edit IS NOT NULL)',
  );
  const page = db.prepare(
    `SELECT number, ${columns},
       (SELECT substr(destination, instr(destination, ' ') + 1) FROM job WHERE id = job) AS target FROM job_item
     WHERE job = :job AND number > :after AND (:states IS NULL OR instr(:states, ',' || state || ',') > 0)
       AND CASE :mark WHEN 'returned' THEN returned_at IS NOT NULL WHEN 'doubt' THEN doubt = 1 WHEN 'changed' THEN changed = 1 ELSE 1 END
       AND (:text IS NULL OR instr(lower(message || ' ' || ifnull(new_id, '') || ' ' || ifnull(group_id, '') || ' ' || ifnull(reason, '')), :text) > 0)
     ORDER BY number LIMIT :limit`,
  );
  const byState = db.prepare('SELECT state, count(*) AS count FROM job_item WHERE job = ? GROUP BY state');
  const marked = db.prepare(
    'SELECT count(*) FILTER (WHERE doubt = 1) AS doubt, count(returned_at) AS returned FROM job_item WHERE job = ? AND (doubt = 1 OR returned_at IS NOT NULL)',
  );

  return {
    journal: (job, epoch) => {
      const writer = writers(job);
      const check = (): void => {
        if (!own.get(job, epoch))
          throw fail('CONFLICT', 'Another process has taken this job over.', { resource: job });
      };
      return {
        *load() {
          for (const row of all.iterate(job)) yield toItem(row);
        },
        find: (ids) => some.all(job, JSON.stringify(ids)).map(toItem),
        sentSince: (at) => sentSince.all(job, at).map(toItem),
        check,
        write(items: readonly Item[], tally: Tally) {
          try {
            transaction(db, () => {
              if (tallied.run({ job, epoch, tally: JSON.stringify(tally) }).changes !== 1) check();
              writer.write(items);
            });
          } catch (error) {
            writer.forget();
            throw error;
          }
        },
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
        lastSentAs(dedupId, { job: own, id }) {
          const at = sentAs.get({ dedupId, job: own, message: id })?.at ?? null;
          return at === null ? null : Number(at);
        },
      };
    },
    choose(job, ids, edits, at) {
      const chosen = [...new Set([...ids, ...edits.keys()])];
      writers(job).write(chosen.map((id) => ({ ...waitingItem(id, at), edit: edits.get(id) ?? null })));
    },
    dropContents: (job) => void drop.run(job),
    page({ job, states, mark, text, after, limit }) {
      const rows = page.all({
        job,
        after: after ?? 0,
        states: states ? `,${states.join(',')},` : null,
        mark: mark ?? null,
        text: text?.trim().toLowerCase() || null,
        limit,
      });
      return {
        items: rows.map((row) => toReported(toItem(row), row.target === null ? null : String(row.target))),
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

// Receipt handles and contents stay in the backend.
function toReported(item: Item, target: string | null): JobItem {
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
    route,
    sourceArn,
    changed,
  } = item;
  return {
    messageId: id,
    state,
    groupId: group,
    destination: route ?? target,
    sourceArn,
    changed,
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
