import type { DatabaseSync } from 'node:sqlite';
import { fail } from '../failures.ts';
import { transaction } from './database.ts';

/** A message that a capture holds. */
export interface HeldRow {
  messageId: string;
  handle: string;
  /** Until when it is surely hidden, epoch ms. */
  holdUntil: number;
  groupId: string | null;
  sentAt: number | null;
  receiveCount: number | null;
  size: number;
}

/** What captures hold, on disk, so that a restart lets go at once; as items of their jobs. Synchronous. */
export interface CaptureHandles {
  /** All messages that a job has met, each with the receive count of its last sight. */
  met(job: string): Map<string, number>;
  /** Messages that are surely hidden still, with their handles. */
  held(job: string, now: number): Array<{ messageId: string; receiptHandle: string }>;
  /** Within the caller's transaction. @throws CONFLICT when the epoch is no longer the caller's */
  hold(job: string, epoch: number, rows: readonly HeldRow[], at: number): void;
  /** In a transaction of its own. @throws CONFLICT as above */
  renewed(job: string, epoch: number, messageIds: readonly string[], holdUntil: number): void;
  /** Forgets the handles: the messages are visible again. In a transaction of its own. @throws CONFLICT as above */
  letGo(job: string, epoch: number, messageIds: readonly string[], at: number): void;
  /** Forgets all handles of a job: their holds are over. @throws CONFLICT as above */
  letGoAll(job: string, epoch: number, at: number): void;
}

/** Handles on the given data file. */
export function createCaptureHandles(db: DatabaseSync): CaptureHandles {
  const own = db.prepare('SELECT 1 AS own FROM job WHERE id = ? AND epoch = ?');
  const met = db.prepare('SELECT message, receive_count FROM job_item WHERE job = ?');
  const held = db.prepare(
    "SELECT message, handle FROM job_item WHERE job = ? AND state = 'held' AND handle IS NOT NULL AND hold_until > ?",
  );
  const put = db.prepare(
    `INSERT INTO job_item (job, message, state, group_id, handle, hold_until, attempts, revision, doubt, receives, sent_at,
       receive_count, size, at)
     VALUES (:job, :messageId, 'held', :groupId, :handle, :holdUntil, 0, 0, 0, 1, :sentAt, :receiveCount, :size, :at)
     ON CONFLICT (job, message) DO UPDATE SET state = 'held', handle = excluded.handle, hold_until = excluded.hold_until,
       receives = receives + 1, receive_count = excluded.receive_count, at = excluded.at`,
  );
  const among = 'message IN (SELECT value FROM json_each(:ids))';
  const renew = db.prepare(`UPDATE job_item SET hold_until = :holdUntil WHERE job = :job AND ${among}`);
  const drop = `UPDATE job_item SET state = 'kept', handle = NULL, hold_until = NULL, at = :at WHERE job = :job AND state = 'held'`;
  const letGo = db.prepare(`${drop} AND ${among}`);
  const letGoAll = db.prepare(drop);
  const check = (job: string, epoch: number): void => {
    if (!own.get(job, epoch))
      throw fail('CONFLICT', 'Another process has taken this job over.', { resource: job });
  };
  const checked = (job: string, epoch: number, act: () => void): void =>
    transaction(db, () => {
      check(job, epoch);
      act();
    });

  return {
    met: (job) =>
      new Map(met.all(job).map(({ message, receive_count: count }) => [String(message), Number(count ?? 0)])),
    held: (job, now) =>
      held
        .all(job, now)
        .map(({ message, handle }) => ({ messageId: String(message), receiptHandle: String(handle) })),
    hold(job, epoch, rows, at) {
      check(job, epoch);
      for (const row of rows) put.run({ job, at, ...row });
    },
    renewed: (job, epoch, messageIds, holdUntil) =>
      checked(job, epoch, () => void renew.run({ job, holdUntil, ids: JSON.stringify(messageIds) })),
    letGo: (job, epoch, messageIds, at) =>
      checked(job, epoch, () => void letGo.run({ job, at, ids: JSON.stringify(messageIds) })),
    letGoAll: (job, epoch, at) => checked(job, epoch, () => void letGoAll.run({ job, at })),
  };
}
