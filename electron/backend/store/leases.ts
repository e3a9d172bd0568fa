import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Cancel, Clock } from '../../domain/clock.ts';
import { openDatabase, transaction } from './database.ts';
import { isDead, thisProcess } from './process-alive.ts';

/** A right that one process at a time has, such as to run the sandbox. Kept alive by itself. */
export interface Lease {
  /** Counts the owners so far: a later owner has a higher one. */
  epoch: number;
  /** What the others read, such as a port. False when the lease was lost meanwhile. */
  write(value: string): boolean;
  release(): void;
}

/** The leases of a data folder. */
export interface Leases {
  /** Takes the lease, unless a living owner has it: then null. An owner is dead after 15 s of silence, or when its process is gone. */
  take(name: string, value: string): Lease | null;
  /** What the living owner wrote; null when there is none. */
  read(name: string): string | null;
  /** Releases what is held and closes. */
  close(): void;
}

const beat = 5_000;
const expiry = 15_000;

/** Opens the leases of a data folder. */
export function openLeases(dataDir: string, clock: Clock): Leases {
  const db = openDatabase(dataDir);
  const held = new Set<Lease>();
  return {
    take(name, value) {
      const lease = takeLease(db, clock, name, value, () => held.delete(lease!));
      if (lease) held.add(lease);
      return lease;
    },
    read: (name) => {
      const row = living(db, clock, name);
      return row ? row.value : null;
    },
    close() {
      for (const lease of held) lease.release();
      db.close();
    },
  };
}

function takeLease(
  db: DatabaseSync,
  clock: Clock,
  name: string,
  value: string,
  onEnd: () => void,
): Lease | null {
  const owner = randomUUID();
  const epoch = transaction(db, () => {
    if (living(db, clock, name)) return null;
    const { machine, pid } = thisProcess;
    const row = db
      .prepare(
        `INSERT INTO lease (name, value, owner, epoch, machine, pid, heartbeat) VALUES (:name, :value, :owner, 1, :machine, :pid, :now)
         ON CONFLICT DO UPDATE SET value = excluded.value, owner = excluded.owner, epoch = lease.epoch + 1,
           machine = excluded.machine, pid = excluded.pid, heartbeat = excluded.heartbeat
         RETURNING epoch`,
      )
      .get({ name, value, owner, machine, pid, now: clock.now() });
    return Number(row?.epoch);
  });
  if (epoch === null) return null;

  const touch = db.prepare('UPDATE lease SET heartbeat = ? WHERE name = ? AND owner = ?');
  const write = db.prepare('UPDATE lease SET value = ?, heartbeat = ? WHERE name = ? AND owner = ?');
  let cancel: Cancel;
  let ended = false;
  const end = (): void => {
    ended = true;
    cancel();
    onEnd();
  };
  const isLost = (): boolean => {
    try {
      return touch.run(clock.now(), name, owner).changes === 0;
    } catch {
      // A full or busy disk: nobody else can have written either, so the next beat tries again.
      return false;
    }
  };
  const schedule = (): void => {
    cancel = clock.after(beat, () => {
      // Another took it over while this process was held up: the lease is lost for good.
      if (isLost()) end();
      else schedule();
    });
  };
  schedule();
  return {
    epoch,
    write: (next) => !ended && write.run(next, clock.now(), name, owner).changes === 1,
    release() {
      if (ended) return;
      end();
      db.prepare('UPDATE lease SET heartbeat = 0 WHERE name = ? AND owner = ?').run(name, owner);
    },
  };
}

/** Whether a living owner has the lease of this name. */
export const leaseLives = (db: DatabaseSync, clock: Clock, name: string): boolean =>
  living(db, clock, name) !== null;

function living(db: DatabaseSync, clock: Clock, name: string): { value: string } | null {
  const row = db.prepare('SELECT value, machine, pid, heartbeat FROM lease WHERE name = ?').get(name);
  if (!row) return null;
  if (clock.now() - Number(row.heartbeat) > expiry) return null;
  if (isDead({ machine: String(row.machine), pid: Number(row.pid) })) return null;
  return { value: String(row.value) };
}
