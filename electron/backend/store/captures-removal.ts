import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';

/**
 * Deletes messages for good: rows and index entries are overwritten with zeros, and no copy stays in the write-ahead
 * log. The work is cut into short transactions, one a step, so that no other writer waits long.
 */
export interface CaptureRemoval {
  /** Deletes the given messages; a step is done at each `next`. Returns how many there were. */
  removing(ids: readonly number[]): Generator<void, number>;
  /** Ends what a process that died, or a reader that held the log, left over. */
  tidying(): Generator<void, void>;
  /** Whether something is left over. */
  isOwed(): boolean;
}

// One message costs 10 to 50 ms in an index of 100,000 by FTS5's own secure delete. More of them are cheaper deleted
// by marks, which a merge of the whole index then drops together with what they mark.
const fewMessages = 8;
const marksAtOnce = 200;
const mergePages = 200;
const vacuumPages = 2_000;

/** Removal on the given data file. */
export function createCaptureRemoval(db: DatabaseSync): CaptureRemoval {
  const total = db.prepare('SELECT ifnull(sum(count), 0) AS n FROM capture_source');
  const forget = db.prepare(
    "INSERT INTO captured_text (captured_text, rowid, body, words) SELECT 'delete', id, body, words FROM captured_body WHERE id = ?",
  );
  const body = db.prepare('DELETE FROM captured_body WHERE id = ?');
  const message = db.prepare('DELETE FROM captured_message WHERE id = ?');
  const owe = db.prepare('INSERT OR IGNORE INTO capture_chore (name) VALUES (?)');
  const settle = db.prepare('DELETE FROM capture_chore WHERE name = ?');
  const owed = db.prepare('SELECT 1 FROM capture_chore WHERE name = ?');
  const any = db.prepare('SELECT 1 FROM capture_chore LIMIT 1');
  const changes = db.prepare('SELECT total_changes() AS n');
  const tell = db.prepare('UPDATE capture_removals SET n = n + 1');
  const free = db.prepare('PRAGMA freelist_count');

  const secureDelete = (on: 0 | 1): void =>
    db.exec(`INSERT INTO captured_text (captured_text, rank) VALUES ('secure-delete', ${on})`);
  const drop = (ids: readonly number[]): number => {
    let found = 0;
    for (const id of ids) {
      // A row that another process deleted meanwhile has no text to forget either.
      forget.run(id);
      body.run(id);
      found += Number(message.run(id).changes);
    }
    return found;
  };
  const dropAll = (): number => {
    const n = Number(total.get()?.n);
    db.exec(
      `INSERT INTO captured_text (captured_text) VALUES ('delete-all');
       DELETE FROM captured_body; DELETE FROM captured_message;`,
    );
    return n;
  };

  function* merging(): Generator<void, void> {
    // A negative number takes every part of the index in; the merge is over when a step changes next to nothing.
    for (let pages = -mergePages; ; pages = mergePages) {
      const before = Number(changes.get()?.n);
      db.exec(`INSERT INTO captured_text (captured_text, rank) VALUES ('merge', ${pages})`);
      yield;
      if (Number(changes.get()?.n) - before < 2) break;
    }
    settle.run('merge');
  }

  function* tidying(): Generator<void, void> {
    if (owed.get('merge')) yield* merging();
    if (!owed.get('truncate')) return;
    db.exec('DELETE FROM capture_source WHERE count = 0');
    while (Number(free.get()?.freelist_count) > 0) {
      const before = Number(free.get()?.freelist_count);
      db.exec(`PRAGMA incremental_vacuum(${vacuumPages})`);
      yield;
      // A file from before automatic vacuums keeps its pages, which are zeros.
      if (Number(free.get()?.freelist_count) >= before) break;
    }
    settle.run('truncate');
    const answer = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    // Another reader holds the log: the next turn tries again.
    if (Number(answer?.busy) !== 0) owe.run('truncate');
  }

  function* removing(ids: readonly number[]): Generator<void, number> {
    if (ids.length === 0) return 0;
    let removed = 0;
    const inOne = (act: () => number): void => {
      removed += transaction(db, () => {
        owe.run('truncate');
        // Whoever holds messages in memory learns that some of them are gone.
        tell.run();
        return act();
      });
    };
    if (ids.length <= fewMessages) {
      for (const id of ids) {
        inOne(() => drop([id]));
        yield;
      }
    } else if (ids.length >= Number(total.get()?.n)) {
      inOne(() => (ids.length >= Number(total.get()?.n) ? dropAll() : drop(ids)));
      yield;
    } else {
      for (let from = 0; from < ids.length; from += marksAtOnce) {
        inOne(() => {
          owe.run('merge');
          secureDelete(0);
          const found = drop(ids.slice(from, from + marksAtOnce));
          secureDelete(1);
          return found;
        });
        yield;
      }
    }
    yield* tidying();
    return removed;
  }

  return { removing, tidying, isOwed: () => any.get() !== undefined };
}
