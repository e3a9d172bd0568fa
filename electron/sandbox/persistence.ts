import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ResourceKind, Service } from './service.ts';
import type { World } from './world.ts';

/** How long changes gather before they are written together, of the machine's time. */
const GATHER_MS = 50;

/** How long a write that failed (a full disk) waits before it is tried again. */
const RETRY_MS = 2000;

/** The world's copy on disk. */
export interface Persistence {
  /** Writes what has changed since the last write. */
  flush(): void;
  /** Writes the rest and closes the file. */
  close(): void;
}

/**
 * Opens `sandbox.sqlite` in a folder, restores the world from it and writes every change behind, in batches. A crash
 * may lose the changes of the last 50 ms; a close loses nothing. Rows are keyed by kind, account, region and name.
 * Fails when another sandbox has the folder. A write that fails is told to `log` and tried again.
 */
export function openPersistence(
  world: World,
  services: readonly Service[],
  folder: string,
  log: (message: string, error: unknown) => void,
): Persistence {
  const database = openDatabase(folder);
  const kinds = services.flatMap((service) => service.resources ?? []);
  restore(world, database, kinds);

  const upsert = database.prepare(
    'INSERT INTO resource VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET data = excluded.data',
  );
  const drop = database.prepare(
    'DELETE FROM resource WHERE kind = ? AND account = ? AND region = ? AND name = ?',
  );
  const changed = new Set<object>();
  let timer: NodeJS.Timeout | undefined;
  const write = (resource: object): void => {
    const kind = kinds.find((candidate) => candidate.owns(resource));
    if (!kind) throw new TypeError('a resource of no known kind was changed');
    const { account, region, name } = kind.key(resource);
    const row = kind.toRow(resource);
    if (row === null) drop.run(kind.kind, account, region, name);
    else upsert.run(kind.kind, account, region, name, row);
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (changed.size === 0) return;
    const batch = [...changed];
    changed.clear();
    try {
      database.exec('BEGIN');
      for (const resource of batch) write(resource);
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      log('changes could not be written, they are tried again', error);
      const newer = [...changed];
      changed.clear();
      for (const resource of [...batch, ...newer]) changed.add(resource);
      timer = setTimeout(flush, RETRY_MS);
    }
  };
  world.onChange((resource) => {
    // Set anew: what was changed last is written last, so that a name used again keeps its new row.
    changed.delete(resource);
    changed.add(resource);
    timer ??= setTimeout(flush, GATHER_MS);
  });
  for (const kind of kinds) kind.resume?.(world);
  return {
    flush,
    close() {
      flush();
      clearTimeout(timer);
      world.onChange(() => undefined);
      database.close();
    },
  };
}

function openDatabase(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(path.join(folder, 'sandbox.sqlite'), { timeout: 2000 });
  try {
    // Held until the close: two sandboxes on one file would each write over the other's world.
    database.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA wal_autocheckpoint = 16000;
      PRAGMA cache_size = -65536;
      CREATE TABLE IF NOT EXISTS resource (
        kind TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL,
        PRIMARY KEY (kind, account, region, name)
      ) STRICT;
      BEGIN IMMEDIATE;
      COMMIT;
    `);
    return database;
  } catch (error) {
    database.close();
    const locked = error instanceof Error && error.message.includes('locked');
    throw locked ? new Error(`${folder} is in use by another sandbox.`) : error;
  }
}

function restore(world: World, database: DatabaseSync, kinds: readonly ResourceKind[]): void {
  const rows = database.prepare('SELECT account, region, name, data FROM resource WHERE kind = ?');
  for (const kind of kinds) {
    for (const row of rows.iterate(kind.kind)) {
      const { account, region, name, data } = row;
      kind.fromRow(world, String(data), {
        account: String(account),
        region: String(region),
        name: String(name),
      });
    }
  }
}
