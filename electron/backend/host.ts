import type { Clock } from '../domain/clock.ts';

/** What a host must give the backend. A capability that a host lacks is absent, and the page hides its button. */
export interface Host {
  kind: 'electron' | 'web' | 'cli' | 'test';
  version: string;
  /** Folder of the one SQLite file; created with mode 0700 when missing. */
  dataDir: string;
  clock: Clock;
  /** Environment variables that name the AWS files (`AWS_CONFIG_FILE`, `AWS_PROFILE` ...). */
  env: Readonly<Record<string, string | undefined>>;
  /** Where the sandbox answers, such as `http://127.0.0.1:4100`; may move meanwhile. Null when this host has none. */
  sandbox: { readonly endpoint: string } | null;
  log: Log;
  /** Where secrets live; absent where a host has no keychain to offer, and then they stay in memory. */
  secrets?: Secrets;
  openExternal?: (url: string) => Promise<void>;
  saveFile?: (name: string, content: Uint8Array) => Promise<boolean>;
  notify?: (title: string, text: string) => void;
}

/** The part of pino that the backend uses. Never pass a credential, a body or an attribute value. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A place for secrets, by a name of ours such as `profile:local`. Never on Spillway's own disk. */
export interface Secrets {
  /** `keychain`: kept by the operating system; `memory`: gone with the process. */
  kind: 'keychain' | 'memory';
  /** Why it is only the memory, in words that say what to do; null for a keychain. */
  reason: string | null;
  /** Null when there is none of this name. */
  get(name: string): Promise<string | null>;
  set(name: string, secret: string): Promise<void>;
  /** Removes it; one that does not exist is no error. */
  remove(name: string): Promise<void>;
}
