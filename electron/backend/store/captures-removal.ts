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
const wipedAtOnce = 1_000;
/** Begins the name of a chore: rows up to the id that follows are out of the index and have to go. */
export const wipe = 'wipe ';
const vacuumPages = 2_000;

const wipedUpTo = (name: string): number => Number(name.slice(wipe.length));

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
  const newest = db.prepare('SELECT ifnull(max(id), 0) AS id FROM captured_message');
  const wipes = db.prepare(`SELECT name FROM capture_chore WHERE name LIKE '${wipe}%'`);
  const next = `SELECT id FROM captured_message WHERE id <= ? ORDER BY id LIMIT ${wipedAtOnce}`;
  const wipeBodies = db.prepare(`DELETE FROM captured_body WHERE id IN (${next})`);
  const wipeMessages = db.prepare(`DELETE FROM captured_message WHERE id IN (${next})`);
  const changes = db.prepare('SELECT total_changes() AS n');
  const tell = db.prepare('UPDATE capture_removals SET n = n + 1');
  const free = db.prepare('PRAGMA freelist_count');

  const secureDelete = (on: 0 | 1): void =>
    db.exec(`INSERT INTO captured_text (captured_text, rank) VALUES ('secure-delete', ${on})`);
  const drop = (ids: readonly number[]): number => {
    let found = 0;
    const wiped = Math.max(0, ...wipes.all().map(({ name }) => wipedUpTo(String(name))));
    for (const id of ids) {
      // A row that another process deleted meanwhile has no text to forget either. One that is being wiped has left the
      // index: to take it out twice would damage it.
      if (id > wiped) forget.run(id);
      body.run(id);
      found += Number(message.run(id).changes);
    }
    return found;
  };
  /** Empties the index and owes the removal of all rows that there are now; null when there are more than meant. */
  const unindexAll = (most: number): number | null => {
    const n = Number(total.get()?.n);
    if (n > most) return null;
    owe.run(`${wipe}${Number(newest.get()?.id)}`);
    db.exec("INSERT INTO captured_text (captured_text) VALUES ('delete-all')");
    return n;
  };
  function* wiping(): Generator<void, void> {
    for (const { name } of wipes.all()) {
      const upTo = wipedUpTo(String(name));
      for (let changed = 1; changed > 0;) {
        changed = transaction(db, () => {
          wipeBodies.run(upTo);
          return Number(wipeMessages.run(upTo).changes);
        });
        yield;
      }
      settle.run(String(name));
    }
  }

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
    yield* wiping();
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

  const begin = <Result>(act: () => Result): Result =>
    transaction(db, () => {
      owe.run('truncate');
      // Whoever holds messages in memory learns that some of them are gone.
      tell.run();
      return act();
    });

  function* removing(ids: readonly number[]): Generator<void, number> {
    if (ids.length === 0) return 0;
    let removed = 0;
    const all = ids.length > fewMessages ? begin(() => unindexAll(ids.length)) : null;
    if (all !== null) {
      yield* tidying();
      return all;
    }
    const inOne = (act: () => number): void => {
      removed += begin(act);
    };
    if (ids.length <= fewMessages) {
      for (const id of ids) {
        inOne(() => drop([id]));
        yield;
      }
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
