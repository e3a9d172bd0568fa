import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { environment, guard } from '../../contract/profiles.ts';
import { transaction } from './database.ts';

/** What the user said of a profile; absent fields were never set. Free of secrets. */
export const profileMeta = z.object({
  label: z.string().optional(),
  environment: environment.optional(),
  colour: z.string().nullable().optional(),
  guard: guard.optional(),
  mayPeek: z.boolean().optional(),
  regions: z.array(z.string()).optional(),
});
/** See {@link profileMeta}. */
export type ProfileMeta = z.infer<typeof profileMeta>;

/** The user's words on profiles, by profile name. */
export interface ProfileMetaStore {
  get(name: string): ProfileMeta;
  all(): Map<string, ProfileMeta>;
  /** Changes the fields that are present. */
  set(name: string, changes: ProfileMeta): void;
  remove(name: string): void;
}

/** Profile meta on the given data file. */
export function createProfileMetaStore(db: DatabaseSync): ProfileMetaStore {
  const one = db.prepare('SELECT value FROM profile_meta WHERE name = ?');
  const every = db.prepare('SELECT name, value FROM profile_meta');
  const put = db.prepare(
    'INSERT INTO profile_meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM profile_meta WHERE name = ?');
  const parse = (value: unknown): ProfileMeta => profileMeta.parse(JSON.parse(String(value)));
  const get = (name: string): ProfileMeta => {
    const row = one.get(name);
    return row ? parse(row.value) : {};
  };

  return {
    get,
    all: () => new Map(every.all().map((row) => [String(row.name), parse(row.value)])),
    set: (name, changes) =>
      transaction(db, () => {
        const present = Object.fromEntries(
          Object.entries(changes).filter(([, value]) => value !== undefined),
        );
        put.run(name, JSON.stringify(profileMeta.parse({ ...get(name), ...present })));
      }),
    remove: (name) => void remove.run(name),
  };
}
