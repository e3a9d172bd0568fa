import { isFailure, toFailure } from '../backend/failures.ts';

/** Where a command writes: results to standard output, all else to standard error. */
export interface Output {
  /** One result: a JSON line, or the text. */
  item(value: unknown, text: string): void;
  /** Something to know beside the results. */
  note(value: Record<string, unknown>, text: string): void;
  failure(error: unknown): void;
}

/** Makes the output of a command. */
export function createOutput(json: boolean): Output {
  const write = (stream: NodeJS.WriteStream, value: unknown, text: string): void => {
    stream.write(`${json ? JSON.stringify(value) : text}\n`);
  };
  return {
    item: (value, text) => write(process.stdout, value, text),
    note: (value, text) => write(process.stderr, value, text),
    failure(error) {
      if (!isFailure(error)) {
        const message = error instanceof Error ? error.message : String(error);
        write(process.stderr, { failure: { message } }, `spillway: ${message}`);
        return;
      }
      const failure = toFailure(error);
      const hints = [
        failure.iamAction && `  missing permission: ${failure.iamAction}`,
        failure.command && `  run: ${failure.command}`,
      ];
      const text = [`spillway: ${failure.code}: ${failure.message}`, ...hints].filter(Boolean).join('\n');
      write(process.stderr, { failure }, text);
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
