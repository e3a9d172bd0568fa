import { invalidValue } from './failures.ts';

// Letters, digits and punctuation of ASCII; no space.
const FIFO_ID = /^[!-~]{1,128}$/;

/** Checks a group or deduplication id where there is one. */
export function checkId(parameter: string, id: string | undefined): void {
  if (id === undefined || FIFO_ID.test(id)) return;
  const reason = `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`;
  throw invalidValue(id, parameter, reason);
}
