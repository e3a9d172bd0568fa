import type { Caller } from '../action.ts';

/** SenderId of a caller: the account for its root user, which a key of twelve digits stands for, else an IAM user id. */
export function senderOf(caller: Caller): string {
  if (caller.accessKeyId === caller.account) return caller.account;
  // AIDA and the key's letters: the same for the same key, different for another.
  return `AIDA${caller.accessKeyId
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .padEnd(17, 'X')
    .slice(-17)}`;
}
