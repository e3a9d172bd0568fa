import type { AsyncEntry } from '@napi-rs/keyring';
import type { KeychainTrouble } from '../../contract/profiles.ts';

/** The operating system's keychain, or why there is none, in words that say what to do. */
export type Keychain = KeychainEntries | { reason: string };

/** Entries of the keychain by name; each call may fail, a locked keychain for instance. */
export interface KeychainEntries {
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}

const service = 'Spillway';

/**
 * Opens the keychain and proves that it keeps things: only a write tells, since a read of a keychain that does not
 * work may well find nothing without an error. Never rejects.
 */
export async function openKeychain(): Promise<Keychain> {
  try {
    const keyring = await import('@napi-rs/keyring');
    // Pinned: left to itself the library falls back, without a word, to a store of the kernel that a restart empties.
    const entry = (name: string): AsyncEntry =>
      new keyring.AsyncEntry(service, name, { linux: { store: 'secret-service' } });
    const probe = `probe:${crypto.randomUUID()}`;
    await entry(probe).setPassword(probe);
    await entry(probe).deleteCredential();
    return {
      get: async (name) => (await entry(name).getPassword()) ?? null,
      set: (name, secret) => entry(name).setPassword(secret),
      remove: async (name) => void (await entry(name).deleteCredential()),
    };
  } catch (error) {
    return { reason: keychainReason(error) };
  }
}

const sentences: Record<Exclude<KeychainTrouble, 'refused'>, string> = {
  absent:
    'No keychain service runs in this session. Start one (GNOME Keyring, KWallet or KeePassXC with its Secret Service) in a desktop session.',
  empty: 'The keychain service holds no keyring yet. Make a login keyring (with Seahorse, say).',
  locked: 'The keychain is locked, and was not unlocked. Unlock it, then try again.',
  unsupported: 'The keychain of this system is not supported by this installation.',
};

/** What is wrong with the keychain. All its errors have one code, so only the words tell. */
function toTrouble(words: string): KeychainTrouble {
  if (
    /DBus|D-Bus|dbus|zbus|autolaunch|org\.freedesktop\.secrets|ServiceUnknown/i.test(words) &&
    !/IsLocked/.test(words)
  )
    return 'absent';
  if (/no result found|NoSuchObject|no default collection/i.test(words)) return 'empty';
  if (/lock|dismissed|prompt|denied|cancel/i.test(words)) return 'locked';
  if (/Cannot find (module|native binding|package)|ERR_MODULE_NOT_FOUND|dlopen|GLIBC/i.test(words))
    return 'unsupported';
  return 'refused';
}

/** Why the keychain refused, and what to do about it. */
export function keychainReason(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const trouble = toTrouble(words);
  return trouble === 'refused' ? `The keychain refused: ${words}` : sentences[trouble];
}

/** The trouble that a reason of {@link keychainReason} tells of; a host's own words are `refused`. */
export function troubleOf(reason: string | null): KeychainTrouble | null {
  if (reason === null) return null;
  const told = Object.entries(sentences).find(([, sentence]) => sentence === reason);
  return told ? (told[0] as KeychainTrouble) : 'refused';
}
