import type { DatabaseSync } from 'node:sqlite';
import type { CaptureWhy, LeftBy } from '../../contract/captures-progress.ts';
import type { CaptureCoverage } from '../../contract/captures-take.ts';
import type { CapturePlace } from './captures-rows.ts';
import { transaction } from './database.ts';
import { endedStates } from './jobs.ts';

/** A capture that ended. */
export interface CaptureRun {
  jobId: string;
  startedAt: number;
  endedAt: number;
  captured: number;
  of: number | null;
  why: CaptureWhy;
}

/** What is on disk of a queue. */
export type Kept = Pick<CaptureCoverage, 'source' | 'inQueue' | 'oldestSentAt' | 'left'>;

/**
 * Whether kept messages are in their queue still. Jobs that move, park or purge tell it by the schema's own trigger, in
 * the transaction in which an item ends.
 */
export interface CaptureWhereabouts {
  of(place: CapturePlace): Kept;
  /** The highest receive count among those that are in the queue. */
  highestSeen(place: CapturePlace): number | null;
  last(place: CapturePlace): CaptureCoverage['last'];
  /** The capture of a queue that has not ended. */
  running(place: CapturePlace): string | null;
  /** Writes down that a capture ended. What a complete one has not seen is gone. */
  ended(place: CapturePlace, run: CaptureRun): void;
  /** Everything seen so far has left. */
  emptied(place: CapturePlace, at: number): void;
  /** What took messages out of a queue, for those that are not on disk. */
  takenByJobs(place: CapturePlace, messageIds: readonly string[]): Map<string, LeftBy>;
  forgetProfile(profile: string): void;
}

/** Whereabouts on the given data file. */
export function createCaptureWhereabouts(db: DatabaseSync): CaptureWhereabouts {
  const source = db.prepare(
    'SELECT id FROM capture_source WHERE profile = :profile AND region = :region AND queue_url = :queueUrl',
  );
  const inQueue = db.prepare(
    `SELECT count(*) AS count, min(sent_at) AS oldest FROM captured_message
     WHERE source = ? AND left_by IS NULL AND deleted_at IS NULL`,
  );
  const highest = db.prepare(
    `SELECT max(receive_count) AS highest FROM captured_message
     WHERE source = ? AND left_by IS NULL AND deleted_at IS NULL`,
  );
  const left = db.prepare(
    `SELECT ifnull(left_by, 'deleted') AS left_by, count(*) AS count FROM captured_message
     WHERE source = ? AND NOT (left_by IS NULL AND deleted_at IS NULL) GROUP BY 1`,
  );
  const last = db.prepare(
    'SELECT * FROM capture_run WHERE profile = :profile AND region = :region AND queue_url = :queueUrl',
  );
  const running = db.prepare(
    `SELECT job.id FROM job_source AS s JOIN job ON job.id = s.job
     WHERE s.kind = 'capture' AND s.profile = :profile AND s.region = :region AND s.queue_url = :queueUrl
       AND job.state NOT IN (${endedStates.map((state) => `'${state}'`).join(', ')})`,
  );
  const put = db.prepare(
    `INSERT OR REPLACE INTO capture_run (profile, region, queue_url, job, started, ended, captured, total, why)
     VALUES (:profile, :region, :queueUrl, :jobId, :startedAt, :endedAt, :captured, :of, :why)`,
  );
  const leave = db.prepare(
    `UPDATE captured_message SET left_by = :by, left_at = :at
     WHERE source = :source AND left_by IS NULL AND deleted_at IS NULL AND last_seen < :before`,
  );
  const taken = db.prepare(
    `SELECT i.message, i.state, s.kind FROM job_source AS s JOIN job_item AS i ON i.job = s.job
     WHERE s.profile = :profile AND s.region = :region AND s.queue_url = :queueUrl
       AND s.kind IN ('move', 'park', 'purge') AND i.state IN ('done', 'parked', 'gone')
       AND i.message IN (SELECT value FROM json_each(:ids))`,
  );
  const forget = db.prepare('DELETE FROM capture_run WHERE profile = ?');
  const keyOf = ({ profile, region, queueUrl }: CapturePlace): Record<string, string> => ({
    profile,
    region,
    queueUrl,
  });
  const sourceOf = (place: CapturePlace): number | null => {
    const row = source.get(keyOf(place));
    return row ? Number(row.id) : null;
  };

  return {
    of(place) {
      const id = sourceOf(place);
      const counts = { moved: 0, parked: 0, deleted: 0, gone: 0 };
      if (id === null) return { source: null, inQueue: 0, oldestSentAt: null, left: counts };
      const row = inQueue.get(id);
      for (const each of left.all(id)) counts[String(each.left_by) as LeftBy] = Number(each.count);
      return {
        source: id,
        inQueue: Number(row?.count ?? 0),
        oldestSentAt: row?.oldest === null || row === undefined ? null : Number(row.oldest),
        left: counts,
      };
    },
    highestSeen(place) {
      const id = sourceOf(place);
      const row = id === null ? undefined : highest.get(id);
      return row && row.highest !== null ? Number(row.highest) : null;
    },
    last(place) {
      const row = last.get(keyOf(place));
      if (!row) return null;
      const why = String(row.why) as CaptureWhy;
      return {
        jobId: String(row.job),
        startedAt: Number(row.started),
        endedAt: Number(row.ended),
        captured: Number(row.captured),
        of: row.total === null ? null : Number(row.total),
        complete: why === 'complete',
        why,
      };
    },
    running(place) {
      const row = running.get(keyOf(place));
      return row ? String(row.id) : null;
    },
    ended: (place, run) =>
      transaction(db, () => {
        put.run({ ...keyOf(place), ...run });
        const id = sourceOf(place);
        if (run.why === 'complete' && id !== null)
          leave.run({ by: 'gone', at: run.endedAt, source: id, before: run.startedAt });
      }),
    emptied(place, at) {
      const id = sourceOf(place);
      if (id !== null) leave.run({ by: 'deleted', at, source: id, before: at + 1 });
    },
    takenByJobs(place, messageIds) {
      const rows = taken.all({ ...keyOf(place), ids: JSON.stringify(messageIds) });
      return new Map(
        rows.map(({ message, state, kind }) => [
          String(message),
          state === 'gone' ? 'gone' : kind === 'purge' ? 'deleted' : kind === 'park' ? 'parked' : 'moved',
        ]),
      );
    },
    forgetProfile: (profile) => void forget.run(profile),
  };
}
