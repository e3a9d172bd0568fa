import type { DatabaseSync } from 'node:sqlite';
import type { Cause, FailedMessage } from '../../domain/failure-groups/cause.ts';
import { causeAt, findCause } from '../../domain/failure-groups/find-cause.ts';
import { parsePath } from '../../domain/failure-groups/json-path.ts';
import { transaction } from './database.ts';

/**
 * The key of each message's cause, by the best evidence and by the paths that were asked for last. Only keys are kept:
 * they go with their message, and titles are read from a message when they are shown.
 */
export interface CaptureGrouping {
  /** Keys of messages that were written just now; the caller holds the transaction. */
  takeIn(): void;
  /** Sees to the keys of all messages by a path, '' for the best evidence; a part is done at each `next`. */
  filling(path: string, now: number): Generator<void, void>;
  /** The number of a path's grouping; null before it was filled. */
  of(path: string): number | null;
}

const atOnce = 2_000;
/** Paths whose keys are kept besides the best evidence. */
const mostPaths = 3;

/** The cause of a message by a path, '' for the best evidence. */
export function causeBy(path: string, message: FailedMessage): Cause {
  const steps = path === '' ? null : parsePath(path);
  return steps ? causeAt(message, steps) : findCause(message);
}

/** Groupings on the given data file. */
export function createCaptureGrouping(db: DatabaseSync): CaptureGrouping {
  const body = db.prepare('SELECT body, escaped, attributes FROM captured_body WHERE id = ?');
  const put = db.prepare('INSERT OR REPLACE INTO captured_group (id, grouping, key) VALUES (?, ?, ?)');
  const waiting = db.prepare(`SELECT id FROM captured_ungrouped ORDER BY id LIMIT ${atOnce}`);
  const taken = db.prepare('DELETE FROM captured_ungrouped WHERE id = ?');
  const known = db.prepare('SELECT id FROM capture_grouping WHERE path = ?');
  const open = db.prepare(
    `INSERT INTO capture_grouping (path, used) VALUES (:path, :now)
     ON CONFLICT (path) DO UPDATE SET used = max(used, excluded.used) RETURNING id`,
  );
  const old = db.prepare(
    `SELECT id FROM capture_grouping WHERE path <> '' AND id <> ? ORDER BY used DESC, id DESC LIMIT -1 OFFSET ${mostPaths - 1}`,
  );
  const dropKeys = db.prepare('DELETE FROM captured_group WHERE grouping = ?');
  const drop = db.prepare('DELETE FROM capture_grouping WHERE id = ?');
  const missing = db.prepare(
    `SELECT m.id FROM captured_message AS m WHERE m.id > :after AND NOT EXISTS
       (SELECT 1 FROM captured_group AS g WHERE g.id = m.id AND g.grouping = :grouping) ORDER BY m.id LIMIT ${atOnce}`,
  );

  const key = (id: number, grouping: number, path: string): void => {
    const row = body.get(id);
    if (!row) return;
    const text = String(row.body);
    const message = {
      body: row.escaped === 1 ? (JSON.parse(text) as string) : text,
      attributes: JSON.parse(String(row.attributes)) as FailedMessage['attributes'],
    };
    put.run(id, grouping, causeBy(path, message).key);
  };
  const takeSome = (): number => {
    const ids = waiting.all();
    for (const { id } of ids) {
      key(Number(id), 0, '');
      taken.run(Number(id));
    }
    return ids.length;
  };
  const openPath = (path: string, now: number): number => {
    const id = Number(open.get({ path, now })?.id);
    for (const row of old.all(id)) {
      dropKeys.run(Number(row.id));
      drop.run(Number(row.id));
    }
    return id;
  };

  return {
    takeIn() {
      while (takeSome() === atOnce);
    },
    *filling(path, now) {
      if (path === '') {
        while (waiting.get() !== undefined) {
          transaction(db, takeSome);
          yield;
        }
        return;
      }
      const grouping = transaction(db, () => openPath(path, now));
      for (let after = 0; ;) {
        const ids = missing.all({ after, grouping }).map(({ id }) => Number(id));
        const last = ids.at(-1);
        if (last === undefined) return;
        transaction(db, () => {
          for (const id of ids) key(id, grouping, path);
        });
        after = last;
        yield;
      }
    },
    of(path) {
      const row = known.get(path);
      return row ? Number(row.id) : null;
    },
  };
}
