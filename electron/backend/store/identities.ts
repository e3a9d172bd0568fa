import type { DatabaseSync } from 'node:sqlite';
import { identity, type Identity } from '../../contract/profiles.ts';
import type { Scope } from '../../contract/procedure.ts';

/** Who one was in a scope when it was last connected. */
export interface KnownIdentity {
  scope: Scope;
  identity: Identity;
}

/** What connecting told, by scope: account, ARN, endpoints. No secrets. */
export interface IdentityStore {
  all(): KnownIdentity[];
  set(scope: Scope, identity: Identity): void;
  remove(profile: string): void;
}

/** Identities on the given data file. A stored one that no longer fits is left out. */
export function createIdentityStore(db: DatabaseSync): IdentityStore {
  const every = db.prepare('SELECT profile, region, value FROM identity ORDER BY profile, region');
  const put = db.prepare(
    'INSERT INTO identity (profile, region, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM identity WHERE profile = ?');

  return {
    all: () =>
      every.all().flatMap((row) => {
        const stored = identity.safeParse(JSON.parse(String(row.value)));
        const scope = { profile: String(row.profile), region: String(row.region) };
        return stored.success ? [{ scope, identity: stored.data }] : [];
      }),
    set: ({ profile, region }, told) => void put.run(profile, region, JSON.stringify(told)),
    remove: (profile) => void remove.run(profile),
  };
}
