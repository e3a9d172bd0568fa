import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Host, Log, Secrets } from '../../electron/backend/host.ts';
import { systemClock } from '../../electron/backend/system-clock.ts';

/** One line that the backend logged. */
export interface Logged {
  level: keyof Log;
  fields: object;
  message: string;
}

/** A host in a folder of its own, with AWS files of its own. */
export interface TestHost extends Host {
  sandbox: { endpoint: string } | null;
  logged: Logged[];
  /** Folder that holds the data folder and the AWS files. */
  folder: string;
  writeConfig(text: string): void;
  writeCredentials(text: string): void;
  remove(): void;
}

/** Makes a test host. */
export function createTestHost(
  options: Partial<Pick<Host, 'clock' | 'sandbox' | 'env' | 'secrets'>> = {},
): TestHost {
  const folder = mkdtempSync(path.join(tmpdir(), 'spillway-test-'));
  const logged: Logged[] = [];
  const log = (level: keyof Log) => (fields: object, message: string) =>
    void logged.push({ level, fields, message });
  return {
    kind: 'test',
    version: '0.0.0-test',
    folder,
    dataDir: path.join(folder, 'data'),
    clock: options.clock ?? systemClock,
    env: {
      HOME: folder,
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      ...options.env,
    },
    sandbox: options.sandbox ?? null,
    // Never the keychain of whoever runs the tests.
    secrets: options.secrets ?? createTestSecrets(),
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    logged,
    writeConfig: (text) => writeFileSync(path.join(folder, 'config'), text),
    writeCredentials: (text) => writeFileSync(path.join(folder, 'credentials'), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Secrets in memory, as a keychain that works would keep them. */
export function createTestSecrets(
  kind: Secrets['kind'] = 'keychain',
): Secrets & { held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    kind,
    reason: kind === 'memory' ? 'No keychain service runs here.' : null,
    held,
    get: (name) => Promise.resolve(held.get(name) ?? null),
    set: (name, secret) => Promise.resolve(void held.set(name, secret)),
    remove: (name) => Promise.resolve(void held.delete(name)),
  };
}
