import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Cause, FailedMessage } from '../../domain/failure-groups/cause.ts';
import { causeAt, fieldAt, findCause, toPathCause } from '../../domain/failure-groups/find-cause.ts';
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

const atOnce = 5_000;
/** Paths whose keys are kept besides the best evidence. */
const mostPaths = 3;

/** The cause of a message by a path, '' for the best evidence. */
export function causeBy(path: string, message: FailedMessage): Cause {
  const steps = path === '' ? null : parsePath(path);
  return steps ? causeAt(message, steps) : findCause(message);
}

const toBody = ({ body, escaped }: Record<string, SQLOutputValue>): string =>
  escaped === 1 ? (JSON.parse(String(body)) as string) : String(body);

/** Values by a path whose keys are remembered: where few values are many, hashing them is most of the work. */
const remembered = 5_000;

/** Makes the function that gives a body's key by a path. */
function createPathKey(path: string): (body: string) => string {
  const steps = parsePath(path) ?? [];
  const known = new Map<unknown, string>();
  return (body) => {
    const value = fieldAt(body, steps);
    // Others are told apart by their text alone.
    const isPlain =
      typeof value === 'string' ? value.length <= 200 : typeof value !== 'object' || value === null;
    const old = isPlain ? known.get(value) : undefined;
    if (old !== undefined) return old;
    const { key } = toPathCause(value, steps);
    if (isPlain && known.size < remembered) known.set(value, key);
    return key;
  };
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
    `SELECT b.id, b.body, b.escaped FROM captured_body AS b WHERE b.id > :after AND NOT EXISTS
       (SELECT 1 FROM captured_group AS g WHERE g.id = b.id AND g.grouping = :grouping) ORDER BY b.id LIMIT ${atOnce}`,
  );
  // One statement for many: most of the time would go into calls otherwise.
  const putMany = db.prepare(
    `INSERT OR REPLACE INTO captured_group (id, grouping, key)
     SELECT value ->> 0, :grouping, value ->> 1 FROM json_each(:rows)`,
  );

  const key = (id: number, grouping: number, path: string): void => {
    const row = body.get(id);
    if (!row) return;
    const message = {
      body: toBody(row),
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
      const keyOf = createPathKey(path);
      for (let after = 0; ;) {
        const rows = missing.all({ after, grouping });
        const last = rows.at(-1);
        if (last === undefined) return;
        const keys = rows.map((row) => [Number(row.id), keyOf(toBody(row))]);
        transaction(db, () => putMany.run({ grouping, rows: JSON.stringify(keys) }));
        after = Number(last.id);
        yield;
      }
    },
    of(path) {
      const row = known.get(path);
      return row ? Number(row.id) : null;
    },
  };
}
