import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail } from '../failures.ts';
import { migrations } from './migrations.ts';
import { storageFailure } from './storage-failure.ts';

/** Name of the one data file. */
export const databaseFile = 'spillway.sqlite';

/**
 * Opens the data file, making folder (0700) and file (0600) when they are missing, and brings its schema up to date.
 * Two processes may have it open at once.
 * @throws STORAGE, saying what to do
 */
export function openDatabase(dataDir: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = path.join(dataDir, databaseFile);
    // Made before SQLite does, since -wal and -shm take over the mode of the main file.
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    db = new DatabaseSync(file, { timeout: 5000 });
    // Before the first table: the room of deleted messages goes back to the disk.
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
    // 32 MiB: a job's journal writes the same pages of its indexes over and over, and each checkpoint stops it for several syncs.
    db.exec('PRAGMA wal_autocheckpoint = 8192; PRAGMA cache_size = -16384');
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    throw storageFailure(error);
  }
}

/** Runs `act` in one write transaction, the caller's own where there is one; rolls back when it throws. */
export function transaction<Result>(db: DatabaseSync, act: () => Result): Result {
  if (db.isTransaction) return act();
  // IMMEDIATE: taking the write lock at once makes the busy timeout apply, which a later upgrade would not.
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = act();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function migrate(db: DatabaseSync): void {
  if (version(db) === migrations.length) return;
  transaction(db, () => {
    // Read again: another process may have migrated while this one waited for the lock.
    const found = version(db);
    if (found > migrations.length) {
      throw fail(
        'STORAGE',
        'The data file was written by a newer Spillway. Update this one, or choose another data folder.',
        {
          numbers: { found, known: migrations.length },
        },
      );
    }
    for (const step of migrations.slice(found)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function version(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0);
}
