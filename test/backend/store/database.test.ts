import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend } from '../../../electron/backend/backend.ts';
import { isFailure, toFailure } from '../../../electron/backend/failures.ts';
import { databaseFile, openDatabase, transaction } from '../../../electron/backend/store/database.ts';
import { migrations } from '../../../electron/backend/store/migrations.ts';
import { openStore } from '../../../electron/backend/store/store.ts';
import { storageFailure } from '../../../electron/backend/store/storage-failure.ts';
import { createTestHost } from '../../support/host.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spillway-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const storageOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    const mapped = storageFailure(error);
    if (isFailure(mapped) && mapped.code === 'STORAGE') return mapped.message;
    throw error;
  }
  throw new Error('it should have failed');
};

describe('opening', () => {
  it('makes folder and files for this user alone', () => {
    const dataDir = path.join(folder, 'new', 'data');
    const db = openDatabase(dataDir);
    db.exec("INSERT INTO settings VALUES ('theme', '1')");
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    for (const suffix of ['', '-wal', '-shm']) {
      expect(statSync(path.join(dataDir, databaseFile + suffix)).mode & 0o777).toBe(0o600);
    }
    db.close();
  });

  it('takes rights back that a file had too many', () => {
    openDatabase(folder).close();
    chmodSync(path.join(folder, databaseFile), 0o644);
    openDatabase(folder).close();
    expect(statSync(path.join(folder, databaseFile)).mode & 0o777).toBe(0o600);
  });

  it('journals ahead, waits for the disk, and overwrites what is deleted', () => {
    const db = openDatabase(folder);
    const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('secure_delete')]).toEqual(['wal', 2, 1]);
    db.close();
  });

  it('brings an empty file to the newest version, and leaves one of it alone', () => {
    const first = openDatabase(folder);
    expect(first.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
    first.exec("INSERT INTO settings VALUES ('theme', '\"dark\"')");
    first.close();
    const store = openStore(folder);
    expect(store.settings.get().theme).toBe('dark');
    store.close();
  });

  it('refuses a file of a newer version without touching it', () => {
    const db = openDatabase(folder);
    db.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    db.close();
    expect(storageOf(() => openDatabase(folder))).toMatch(/newer Spillway/);
    const again = new DatabaseSync(path.join(folder, databaseFile));
    expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length + 1 });
    again.close();
  });

  it('says what to do where the path leads through a file', () => {
    writeFileSync(path.join(folder, 'file'), '');
    expect(storageOf(() => openDatabase(path.join(folder, 'file', 'data')))).toMatch(/leads through a file/);
    expect(storageOf(() => openDatabase(path.join(folder, 'file')))).toMatch(/names a file/);
  });

  it('says what to do where a folder stands in place of the data file', () => {
    mkdirSync(path.join(folder, databaseFile));
    expect(storageOf(() => openDatabase(folder))).toMatch(/folder stands where the data file should be/);
  });

  it('says what to do about a file that is no database', () => {
    writeFileSync(path.join(folder, databaseFile), 'hello '.repeat(500));
    expect(storageOf(() => openDatabase(folder))).toMatch(/not a database/);
  });
});

describe('writing', () => {
  it('a read-only data file is a STORAGE failure', () => {
    const db = openDatabase(folder);
    db.exec('PRAGMA query_only = ON');
    expect(storageOf(() => db.exec("INSERT INTO settings VALUES ('a', '1')"))).toMatch(/read-only/);
    db.close();
  });

  it('a full disk is a STORAGE failure, and what was there stays', () => {
    const db = openDatabase(folder);
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    expect(
      storageOf(() =>
        transaction(db, () => db.exec(`INSERT INTO settings VALUES ('a', '${'x'.repeat(50_000)}')`)),
      ),
    ).toMatch(/full/);
    expect(db.prepare('SELECT count(*) AS rows FROM settings').get()).toEqual({ rows: 0 });
    db.close();
  });

  it('a second process waits for its turn and loses nothing', () => {
    const db = openDatabase(folder);
    const script = `
      import { openDatabase, transaction } from ${JSON.stringify(path.resolve('electron/backend/store/database.ts'))};
      const db = openDatabase(process.argv[1]);
      for (let i = 0; i < 50; i += 1) transaction(db, () => db.exec("INSERT INTO settings VALUES ('other-" + i + "', '1')"));
    `;
    db.exec('BEGIN IMMEDIATE');
    db.exec("INSERT INTO settings VALUES ('mine', '1')");
    db.exec('COMMIT');
    const other = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], {
      encoding: 'utf8',
    });
    expect(other.stderr).toBe('');
    expect(db.prepare('SELECT count(*) AS rows FROM settings').get()).toEqual({ rows: 51 });
    db.close();
  });
});

it('a backend whose data folder cannot be used does not start, and says why', async () => {
  const host = createTestHost();
  writeFileSync(path.join(host.folder, 'data'), '');
  const failure = await createBackend(host).then(
    () => undefined,
    (error: unknown) => (isFailure(error) ? toFailure(error) : undefined),
  );
  expect(failure).toMatchObject({ code: 'STORAGE' });
  host.remove();
});

it('deleted text is gone from the files', () => {
  const db = openDatabase(folder);
  db.exec("INSERT INTO settings VALUES ('a', 'needle-in-the-file')");
  db.exec("DELETE FROM settings WHERE name = 'a'");
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  const found = spawnSync('grep', ['-rc', 'needle-in-the-file', path.join(folder, databaseFile)], {
    encoding: 'utf8',
  });
  expect(found.stdout.trim()).toBe('0');
  expect(existsSync(path.join(folder, databaseFile))).toBe(true);
});
