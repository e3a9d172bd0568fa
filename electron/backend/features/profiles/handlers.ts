import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import { troubleOf } from '../../secrets/keychain.ts';
import { createAsking } from './capabilities.ts';
import { createForgetting } from './forget.ts';
import { createIdentify } from './identify.ts';
import { createOwnProfiles } from './own.ts';

/** Profiles: listing, signing in, what an endpoint offers, and how the console treats them. */
export function createProfilesHandlers(services: HostServices): Handlers<'profiles'> {
  const { profiles, signIn, vault, activity, store } = services;
  const { identify, known, forget: forgetIdentity } = createIdentify(services);
  const { capabilities, forget: forgetCapabilities } = createAsking(services);
  const own = createOwnProfiles(services);

  const forgetting = createForgetting(services);
  const forget = async (profile: string): Promise<number> => {
    const messages = await forgetting.forget(profile);
    await forgetCapabilities(profile);
    forgetIdentity(profile);
    return messages;
  };

  return {
    list: () => profiles.list(),
    identify,
    known,
    async signIn({ profile, mfaCode }) {
      const { expiration } = await signIn(profile, mfaCode);
      return { expiresAt: expiration?.getTime() ?? null };
    },
    create: own.create,
    change: own.change,
    own: own.read,
    async remove({ profile }) {
      forgetting.check(profile);
      // The keys first: what follows cannot fail for reasons outside of Spillway.
      await own.removeKeys(profile);
      await forget(profile);
      store.ownProfiles.remove(profile);
      return {};
    },
    forget: async ({ profile }) => ({ messages: await forget(profile) }),
    keychain: async () => {
      const { kind, reason } = await vault.where();
      return { kind, trouble: troubleOf(reason), reason };
    },
    capabilities,
    activity: (_nothing, { signal }) => activity.watch(signal),

    async configure({ profile, label, environment, colour, guard, mayPeek, regions }, { note }) {
      const before = await profiles.get(profile);
      store.profileMeta.set(profile, { label, environment, colour, guard, mayPeek, regions });
      const after = await profiles.get(profile);
      if (before.guard !== after.guard) note({ guardBefore: before.guard, guardAfter: after.guard });
      return after;
    },
  };
}
