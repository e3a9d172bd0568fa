import type { DatabaseSync } from 'node:sqlite';
import type { CameBack } from '../../contract/captures-causes.ts';

/** Messages that a job had sent and that failed again, by the MessageId that it wrote down for its copy. */
export interface CameBackStore {
  of(messageIds: readonly string[]): CameBack[];
}

/** A message does not come back more often than this and is still told apart. */
const deepest = 50;

/** Returns as the jobs' reports on the given data file know them. */
export function createCameBack(db: DatabaseSync): CameBackStore {
  // One step back at a time: the copy that came back may itself have been sent on as another.
  const find = db.prepare(
    `WITH RECURSIVE back (id, message, returned, times) AS (
       SELECT value, value, NULL, 0 FROM json_each(:ids)
       UNION ALL
       SELECT back.id, i.message, max(ifnull(back.returned, 0), i.returned_at), back.times + 1
       FROM back JOIN job_item AS i ON i.new_id = back.message
       WHERE i.returned_at IS NOT NULL AND back.times < ${deepest}
     )
     SELECT id, message, returned, max(times) AS times FROM back WHERE times > 0 GROUP BY id`,
  );
  return {
    of: (messageIds) =>
      find.all({ ids: JSON.stringify([...new Set(messageIds)]) }).map((row) => ({
        messageId: String(row.id),
        times: Number(row.times),
        at: Number(row.returned),
        firstId: String(row.message),
      })),
  };
}
