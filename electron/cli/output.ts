import { isFailure, toFailure } from '../backend/failures.ts';
import { failures, type Failure } from '../contract/failure.ts';

/** Where a command writes: results to standard output, all else to standard error. */
export interface Output {
  /** One result: a JSON line, or the text. */
  item(value: unknown, text: string): void;
  /** Something to know beside the results. */
  note(value: Record<string, unknown>, text: string): void;
  /** How far long work is; on a terminal each takes the place of the one before. */
  progress(value: Record<string, unknown>, text: string): void;
  /** What stopped a call or a job, and what to do about it. */
  problem(failure: Failure): void;
  failure(error: unknown): void;
}

/** Where nobody watches a line change, one comes at most so often, ms. */
const rhythm = 5000;

/** Makes the output of a command. */
export function createOutput(json: boolean): Output {
  const live = !json && process.stderr.isTTY;
  let shown = false;
  let told = { at: -Infinity, text: '' };
  const write = (stream: NodeJS.WriteStream, value: unknown, text: string): void => {
    if (shown) process.stderr.write('\r\u001b[K');
    shown = false;
    stream.write(`${json ? JSON.stringify(value) : text}\n`);
  };
  const problem = (failure: Failure): void => {
    const { line, column } = failure.numbers ?? {};
    const hints = [
      line !== undefined && column !== undefined && `  at line ${line}, column ${column}`,
      `  ${failures[failure.code]}`,
      failure.iamAction && `  missing permission: ${failure.iamAction}`,
      failure.command && `  run: ${failure.command}`,
    ];
    const text = [`spillway: ${failure.code}: ${failure.message}`, ...hints].filter(Boolean).join('\n');
    write(process.stderr, { failure, advice: failures[failure.code] }, text);
  };
  return {
    item: (value, text) => write(process.stdout, value, text),
    note: (value, text) => write(process.stderr, value, text),
    progress(value, text) {
      if (live) {
        process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
        shown = true;
        return;
      }
      const at = performance.now();
      if (text === told.text || at - told.at < (json ? 1000 : rhythm)) return;
      told = { at, text };
      write(process.stderr, value, text);
    },
    problem,
    failure(error) {
      if (isFailure(error)) {
        problem(toFailure(error));
        return;
      }
      const message = error instanceof Error ? error.message : String(error);
      write(process.stderr, { failure: { message } }, `spillway: ${message}`);
    },
  };
}

/** Text from outside, harmless to a terminal: control characters (escape sequences begin with one) are spelled out. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (char) =>
    char === '\n' || char === '\t' ? char : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** Rows as columns of equal width; the last one is not padded. */
export function columns(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => (index === cells.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
    .join('  ');
}
