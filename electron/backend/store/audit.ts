import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AuditEntry } from '../../contract/audit.ts';
import type { Failure } from '../../contract/failure.ts';
import { isDead, thisProcess } from './process-alive.ts';

/** What is known of a call when it begins. */
export type AuditStart = Pick<
  AuditEntry,
  'id' | 'at' | 'action' | 'effect' | 'profile' | 'region' | 'resource'
>;

/** How a call ended. */
export interface AuditEnd {
  outcome: Exclude<AuditEntry['outcome'], 'running'>;
  failure: Failure | null;
  /** Milliseconds. */
  took: number;
  summary: AuditEntry['summary'];
}

/** The record of every look, write and destroy. */
export interface AuditStore {
  /** False when the id was used by a call that ran, or runs. A refused call may be repeated under its id. */
  begin(entry: AuditStart): boolean;
  end(id: string, end: AuditEnd): void;
  get(id: string): AuditEntry | null;
  /** A page, newest first, of entries whose action, profile or resource contains the text. */
  list(options: { text?: string; before?: { at: number; id: string }; limit: number }): AuditEntry[];
}

const columns = 'id, at, action, effect, profile, region, resource, outcome, failure, took, summary';

/** The audit on the given data file. Calls that a dead process left running become `unknown` at once. */
export function createAuditStore(db: DatabaseSync): AuditStore {
  const begin = db.prepare(
    `INSERT INTO audit (${columns}, machine, pid, started)
     VALUES (:id, :at, :action, :effect, :profile, :region, :resource, 'running', NULL, NULL, '{}', :machine, :pid, :started)
     ON CONFLICT DO UPDATE SET at = excluded.at, action = excluded.action, effect = excluded.effect,
       profile = excluded.profile, region = excluded.region, resource = excluded.resource, outcome = 'running',
       failure = NULL, took = NULL, summary = '{}', machine = excluded.machine, pid = excluded.pid, started = excluded.started
     WHERE audit.outcome = 'refused'`,
  );
  const end = db.prepare(
    'UPDATE audit SET outcome = :outcome, failure = :failure, took = :took, summary = :summary WHERE id = :id',
  );
  const one = db.prepare(`SELECT ${columns} FROM audit WHERE id = ?`);
  // Two calls may begin in one millisecond: the row's number tells which came first, an id of chance does not.
  const page = db.prepare(
    `SELECT ${columns} FROM audit
     WHERE (:text IS NULL OR instr(lower(action || ' ' || ifnull(profile, '') || ' ' || ifnull(resource, '')), :text) > 0)
       AND (:at IS NULL OR (at, rowid) < (:at, (SELECT rowid FROM audit WHERE id = :id)))
     ORDER BY at DESC, rowid DESC LIMIT :limit`,
  );
  markAbandoned(db);

  return {
    begin: (entry) => begin.run({ ...entry, ...thisProcess }).changes === 1,
    end: (id, { outcome, failure, took, summary }) => {
      end.run({
        id,
        outcome,
        failure: failure && JSON.stringify(failure),
        took,
        summary: JSON.stringify(summary),
      });
    },
    get: (id) => {
      const row = one.get(id);
      return row ? toEntry(row) : null;
    },
    list: ({ text, before, limit }) =>
      page
        .all({ text: text?.toLowerCase() ?? null, at: before?.at ?? null, id: before?.id ?? null, limit })
        .map(toEntry),
  };
}

function markAbandoned(db: DatabaseSync): void {
  const mark = db.prepare("UPDATE audit SET outcome = 'unknown' WHERE id = ? AND outcome = 'running'");
  for (const row of db
    .prepare("SELECT id, machine, pid, started FROM audit WHERE outcome = 'running'")
    .all()) {
    const writer = { machine: String(row.machine), pid: Number(row.pid), started: Number(row.started) };
    if (isDead(writer)) mark.run(String(row.id));
  }
}

function toEntry(row: Record<string, SQLOutputValue>): AuditEntry {
  return {
    ...(row as Omit<AuditEntry, 'failure' | 'summary'>),
    failure: row.failure === null ? null : (JSON.parse(String(row.failure)) as Failure),
    summary: JSON.parse(String(row.summary)) as AuditEntry['summary'],
  };
}
