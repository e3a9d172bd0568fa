import { mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Log } from './host.ts';
import { scrub } from './scrub.ts';
import { storageFailure } from './store/storage-failure.ts';

const largest = 5 * 1024 * 1024;

/** A log that ends: what was written is on disk after `close`. */
export interface LogFile extends Log {
  /** Where it is written. */
  file: string;
  close(): void;
}

/**
 * Opens the log in `dataDir/log/spillway.log` (mode 0600), one JSON line an entry. A file beyond 5 MiB is put aside as
 * `spillway.1.log` at the start. Credentials and message content are taken out, whoever passes them.
 * @throws STORAGE
 */
export function createLog(dataDir: string, level: 'debug' | 'info' | 'warn' | 'error' = 'info'): LogFile {
  const folder = path.join(dataDir, 'log');
  const file = path.join(folder, 'spillway.log');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largest)
      renameSync(file, path.join(folder, 'spillway.1.log'));
    const destination = pino.destination({ dest: file, mode: 0o600, sync: true });
    // A full disk loses lines of the log, not the work that wrote them.
    destination.on('error', () => undefined);
    const log = pino(
      { level, base: { pid: process.pid }, formatters: { log: (fields) => scrub(fields) } },
      destination,
    );
    return {
      file,
      debug: (fields, message) => log.debug(fields, message),
      info: (fields, message) => log.info(fields, message),
      warn: (fields, message) => log.warn(fields, message),
      error: (fields, message) => log.error(fields, message),
      close: () => destination.end(),
    };
  } catch (error) {
    throw storageFailure(error);
  }
}
