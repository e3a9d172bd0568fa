import { createInterface } from 'node:readline/promises';
import { isFailure } from '../backend/failures.ts';
import { UsageError } from './exit-codes.ts';
import type { Session } from './session.ts';

/**
 * Makes a call, and once more with the confirmation when the profile's guard asks for one: given by `--yes`, or typed
 * on a terminal.
 */
export async function confirmed<Result>(
  { options, signal }: Session,
  call: (confirmation: string | undefined) => Promise<Result>,
): Promise<Result> {
  try {
    return await call(undefined);
  } catch (error) {
    if (!isFailure(error) || error.code !== 'CONFIRMATION_NEEDED') throw error;
    const { confirmation = '', profile = '' } = error.data;
    if (!options.yes) await ask(profile, confirmation, signal);
    return call(confirmation);
  }
}

async function ask(profile: string, confirmation: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(`Profile ${profile} is guarded. Add --yes to confirm the act on ${confirmation}.`);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await terminal.question(`Profile ${profile} is guarded. Type ${confirmation} to go on: `, {
      signal,
    });
    if (typed.trim() !== confirmation) throw new UsageError('That is another name: nothing was done.');
  } finally {
    terminal.close();
  }
}
