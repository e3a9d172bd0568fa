import { isFailure } from '../backend/failures.ts';

/** What the process ends with; part of the promise to scripts, and printed by `--help`. */
export const exitCodes = {
  /** All was done. */
  done: 0,
  /** The call failed, or its outcome is not known. */
  failed: 1,
  /** The command line is wrong, or a confirmation is missing. */
  usage: 2,
  /** Some of it was done; standard error says what was not. */
  partly: 3,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A mistake in the command line. */
export class UsageError extends Error {}

/** The exit code for something thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return exitCodes.usage;
  const usage = isFailure(error) && ['INVALID_INPUT', 'CONFIRMATION_NEEDED'].includes(error.code);
  return usage ? exitCodes.usage : exitCodes.failed;
}
