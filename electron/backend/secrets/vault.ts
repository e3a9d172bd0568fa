import { fail } from '../failures.ts';
import type { Host, Secrets } from '../host.ts';
import { keychainReason, openKeychain, type Keychain, type KeychainEntries } from './keychain.ts';

/** Where secrets are kept now, and why it is only the memory. */
export interface WhereKept {
  kind: Secrets['kind'];
  reason: string | null;
}

/** Keeps secrets in the keychain, else in the memory of this process; never anywhere else. */
export interface Vault {
  /** Asks the keychain anew where it refused before: somebody may have unlocked it meanwhile. */
  where(): Promise<WhereKept>;
  /** Null when there is none; a keychain that refuses counts as none. */
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  /** @throws CONFLICT when the keychain holds on to it */
  remove(name: string): Promise<void>;
}

const isOpen = (keychain: Keychain): keychain is KeychainEntries => !('reason' in keychain);

/** The vault of a host: its own secrets where it has some, else the system's keychain. */
export function createVault({ secrets }: Pick<Host, 'secrets'>, open = openKeychain): Vault {
  if (secrets) {
    return {
      where: () => Promise.resolve({ kind: secrets.kind, reason: secrets.reason }),
      get: (name) => secrets.get(name),
      set: (name, secret) => secrets.set(name, secret),
      remove: (name) => secrets.remove(name).catch((error: unknown) => Promise.reject(kept(error))),
    };
  }
  const memory = new Map<string, string>();
  let known: Promise<Keychain> | undefined;
  const keychain = async (again: boolean): Promise<Keychain> => {
    const before = known && (await known);
    if (before && (isOpen(before) || !again)) return before;
    known = open();
    return known;
  };

  return {
    async where() {
      const found = await keychain(true);
      if (!isOpen(found)) return { kind: 'memory', reason: found.reason };
      // Unlocked meanwhile: what was held until now is kept from now on.
      for (const [name, secret] of memory) {
        try {
          await found.set(name, secret);
          memory.delete(name);
        } catch (error) {
          return { kind: 'memory', reason: keychainReason(error) };
        }
      }
      return { kind: 'keychain', reason: null };
    },
    async get(name) {
      const held = memory.get(name);
      if (held !== undefined) return held;
      const found = await keychain(false);
      return isOpen(found) ? found.get(name).catch(() => null) : null;
    },
    async set(name, secret) {
      const found = await keychain(true);
      try {
        if (!isOpen(found)) throw new Error(found.reason);
        await found.set(name, secret);
        memory.delete(name);
      } catch (error) {
        memory.set(name, secret);
        // Found locked meanwhile, say: the next question asks it anew.
        if (isOpen(found)) known = Promise.resolve({ reason: keychainReason(error) });
      }
    },
    async remove(name) {
      memory.delete(name);
      const found = await keychain(true);
      if (!isOpen(found)) return;
      try {
        await found.remove(name);
      } catch (error) {
        throw kept(error);
      }
    },
  };
}

function kept(error: unknown): Error {
  return fail('CONFLICT', `The keys could not be removed. ${keychainReason(error)}`);
}
