import { fail, type FailureError } from '../failures.ts';

// Primary result codes, https://www.sqlite.org/rescode.html; extended codes carry them in the low byte.
const advice: Record<number, string> = {
  5: 'Another process holds the data folder for too long. Try again in a moment.',
  6: 'Another process holds the data folder for too long. Try again in a moment.',
  8: 'The data folder is read-only. Make it writable, or choose another one.',
  10: 'The disk under the data folder fails to read or write. Check the disk.',
  11: 'The data file is damaged. Move it away to start anew, or restore a backup.',
  13: 'The disk under the data folder is full. Free space, then try again.',
  14: 'The data file cannot be opened. Mend the permissions of the data folder, or choose another one.',
  26: 'The data file is not a database. Move it away to start anew.',
};

const osAdvice: Record<string, string> = {
  EACCES: 'The data folder may not be written. Mend its permissions, or choose another one.',
  EPERM: 'The data folder may not be written. Mend its permissions, or choose another one.',
  EROFS: 'The data folder is on a read-only disk. Choose another one.',
  ENOSPC: 'The disk under the data folder is full. Free space, then try again.',
  EDQUOT: 'The disk quota under the data folder is used up. Free space, then try again.',
  ENOTDIR: 'The path of the data folder leads through a file. Choose another one.',
  EEXIST: 'The path of the data folder names a file. Choose another one.',
  EISDIR: 'A folder stands where the data file should be. Move it away, or choose another data folder.',
};

interface CodedError extends Error {
  code?: unknown;
  errcode?: unknown;
}

/** The STORAGE failure behind a thrown SQLite or file error; undefined when it is neither. */
export function toStorageFailure(error: unknown): FailureError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errcode, message } = error as CodedError;
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number') {
    const primary = errcode & 0xff;
    const retryable = primary === 5 || primary === 6;
    return fail('STORAGE', `${advice[primary] ?? 'The data file refused.'} (${message})`, { retryable });
  }
  return undefined;
}

/** Like {@link toStorageFailure}, and for errors of the file system too; the original error when it is neither. */
export function storageFailure(error: unknown): unknown {
  const code = error instanceof Error ? (error as CodedError).code : undefined;
  const text = typeof code === 'string' ? osAdvice[code] : undefined;
  if (text && error instanceof Error) return fail('STORAGE', `${text} (${error.message})`);
  return toStorageFailure(error) ?? error;
}
