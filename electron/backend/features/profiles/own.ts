import type { OwnProfile, Profile } from '../../../contract/profiles.ts';
import { secretName } from '../../aws/own-credentials.ts';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import type { OwnRow } from '../../store/own-profiles.ts';

type Theirs = Handlers<'profiles'>;

/** Making, changing and removing profiles of Spillway's own. */
export interface OwnProfiles {
  create: Theirs['create'];
  change: Theirs['change'];
  read: Theirs['own'];
  /** @throws PROFILE_NOT_FOUND for profiles that were not made here */
  removeKeys(profile: string): Promise<void>;
}

/** Own profiles of a backend. */
export function createOwnProfiles({ profiles, store, vault }: HostServices): OwnProfiles {
  const rowOf = (name: string): OwnRow => {
    const row = store.ownProfiles.get(name);
    if (!row) throw fail('PROFILE_NOT_FOUND', `${name} was not made in Spillway.`, { profile: name });
    return row;
  };

  return {
    async create({ profile: name, own, keys, regions }): Promise<Profile> {
      const { profiles: all } = await profiles.list();
      const row = all.some((known) => known.name === name)
        ? undefined
        : store.ownProfiles.add(name, checked(own));
      if (!row)
        throw fail('ALREADY_EXISTS', `A profile named ${name} exists already.`, {
          profile: name,
          field: 'profile',
        });
      try {
        await vault.set(secretName(row.id), JSON.stringify(keys));
      } catch (error) {
        store.ownProfiles.remove(name);
        throw error;
      }
      // A name may come back: what was said of an earlier profile does not count for this one.
      store.profileMeta.remove(name);
      store.profileMeta.set(name, { regions });
      return profiles.get(name);
    },
    async change({ profile: name, own, keys }, { note }): Promise<Profile> {
      const { id } = rowOf(name);
      if (keys) await vault.set(secretName(id), JSON.stringify(keys));
      if (!store.ownProfiles.change(name, own && checked(own))) rowOf(name);
      note({ keys: keys !== undefined });
      return profiles.get(name);
    },
    async read({ profile: name }) {
      const { own, id } = rowOf(name);
      return { ...own, hasKeys: (await vault.get(secretName(id))) !== null };
    },
    removeKeys: async (name) => vault.remove(secretName(rowOf(name).id)),
  };
}

function checked(own: OwnProfile): OwnProfile {
  if (own.mfaSerial && !own.roleArn) {
    throw fail('INVALID_INPUT', 'An MFA device is asked when a role is assumed: name the role too.', {
      field: 'own.roleArn',
    });
  }
  return own;
}
