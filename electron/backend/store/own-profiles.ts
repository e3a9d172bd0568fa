import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { ownProfile, type OwnProfile } from '../../contract/profiles.ts';
import { transaction } from './database.ts';

/** A profile made in Spillway. Its keys are elsewhere, under `id`: a profile made anew never finds the keys of an old one. */
export interface OwnRow {
  name: string;
  id: string;
  /** Counts every change, of the keys too, whichever process made it. */
  revision: number;
  own: OwnProfile;
}

/** Profiles of Spillway's own, by name. No secrets. */
export interface OwnProfileStore {
  get(name: string): OwnRow | undefined;
  all(): OwnRow[];
  /** Undefined when the name is taken. */
  add(name: string, own: OwnProfile): OwnRow | undefined;
  /** Raises the revision; undefined when there is no such profile. */
  change(name: string, own: OwnProfile | undefined): OwnRow | undefined;
  remove(name: string): void;
}

/** Own profiles on the given data file; two processes see each other's at once. */
export function createOwnProfileStore(db: DatabaseSync): OwnProfileStore {
  const one = db.prepare('SELECT * FROM own_profile WHERE name = ?');
  const every = db.prepare('SELECT * FROM own_profile ORDER BY name');
  const insert = db.prepare(
    'INSERT INTO own_profile (name, id, revision, value) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING',
  );
  const update = db.prepare('UPDATE own_profile SET revision = revision + 1, value = ? WHERE name = ?');
  const remove = db.prepare('DELETE FROM own_profile WHERE name = ?');
  const parse = (row: Record<string, unknown>): OwnRow => ({
    name: String(row.name),
    id: String(row.id),
    revision: Number(row.revision),
    own: ownProfile.parse(JSON.parse(String(row.value))),
  });
  const get = (name: string): OwnRow | undefined => {
    const row = one.get(name);
    return row && parse(row);
  };

  return {
    get,
    all: () => every.all().map(parse),
    add: (name, own) =>
      insert.run(name, randomUUID(), JSON.stringify(own)).changes === 0 ? undefined : get(name),
    change: (name, own) =>
      transaction(db, () => {
        const before = get(name);
        if (!before) return undefined;
        update.run(JSON.stringify(own ?? before.own), name);
        return get(name);
      }),
    remove: (name) => void remove.run(name),
  };
}
