import type { Scope } from '../contract/procedure.ts';

/** One option of a command: its name without dashes and its value; `true` stands for a switch without value. */
export type CliOption = readonly [name: string, value: string | number | boolean | undefined];

/** Quotes a word for a POSIX shell; words that need no quotes stay as they are. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The AWS CLI line that does the same as a call of ours, for a POSIX shell.
 * @param command service and operation, such as `sqs receive-message`
 * @param options absent and false ones are left out
 * @param endpoint the endpoint address where it is not AWS's own, or null
 */
export function awsCli(
  command: string,
  scope: Scope,
  options: readonly CliOption[],
  endpoint: string | null = null,
): string {
  const words = ['aws', command];
  for (const [name, value] of options) {
    if (value === undefined || value === false) continue;
    words.push(value === true ? `--${name}` : `--${name} ${shellWord(String(value))}`);
  }
  if (endpoint !== null) words.push(`--endpoint-url ${shellWord(endpoint)}`);
  words.push(`--profile ${shellWord(scope.profile)}`, `--region ${scope.region}`);
  return words.join(' ');
}
