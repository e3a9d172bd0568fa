import { fail } from '../failures.ts';
import type { OwnRow } from '../store/own-profiles.ts';
import { typedKeys } from '../../contract/profiles.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Credentials } from './credentials.ts';

/** Keys of a profile of Spillway's own. @throws CREDENTIALS_MISSING when this process cannot have them */
export async function ownCredentials(vault: Vault, { name, id }: OwnRow): Promise<Credentials> {
  const secret = await vault.get(secretName(id));
  const keys = secret === null ? undefined : typedKeys.safeParse(JSON.parse(secret));
  if (keys?.success) {
    const { accessKeyId, secretAccessKey, sessionToken } = keys.data;
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  }
  const { reason } = await vault.where();
  throw fail(
    'CREDENTIALS_MISSING',
    `The keys of profile ${name} are not at hand${reason ? `: without a keychain they are gone after a restart. ${reason} Or enter` : '. Enter'} the keys again.`,
    { profile: name },
  );
}

/** The name under which the keys of an own profile are kept. */
export const secretName = (id: string): string => `profile:${id}`;
