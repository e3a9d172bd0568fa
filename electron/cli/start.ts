import { createInterface } from 'node:readline/promises';
import { UsageError } from './exit-codes.ts';
import type { Session } from './session.ts';

/** Has what a plan says agreed to: by `--yes`, or by a yes typed on a terminal. */
export async function agreed({ options, signal }: Session, question: string): Promise<void> {
  if (options.yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError(
      'Nothing was started: nobody can be asked here. Add --yes to start it, or --dry-run to see the plan only.',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const typed = await terminal.question(`${question} Type yes to go on: `, { signal });
    if (typed.trim().toLowerCase() !== 'yes') throw new UsageError('Nothing was started.');
  } finally {
    terminal.close();
  }
}
