import type { Caller } from '../action.ts';
import { SQS } from '../../domain/limits.ts';
import { invalidParameter } from './failures.ts';
import { optionalInteger, optionalText, type Input } from './input.ts';

/** One page of names, in order; `token` only when the caller asked for pages and more follow. */
export interface Page<T> {
  items: T[];
  token: string | undefined;
}

/** Cuts a page by MaxResults and NextToken. Without MaxResults the list stops at 1,000, and no token says so. */
export function toPage<T extends { name: string }>(input: Input, caller: Caller, all: readonly T[]): Page<T> {
  const size = optionalInteger(input, 'MaxResults', [1, SQS.listQueuesPage]);
  const after = readToken(optionalText(input, 'NextToken'), caller);
  const rest = after === undefined ? all : all.filter((item) => item.name > after);
  const items = rest.slice(0, size ?? SQS.listQueuesPage);
  const last = items.at(-1);
  const more = size !== undefined && rest.length > items.length && last !== undefined;
  return { items, token: more ? writeToken(last.name, caller) : undefined };
}

function writeToken(name: string, caller: Caller): string {
  return Buffer.from(`${caller.account} ${caller.region} ${name}`).toString('base64');
}

function readToken(token: string | undefined, caller: Caller): string | undefined {
  if (token === undefined || token === '') return undefined;
  const [account, region, name] = Buffer.from(token, 'base64').toString().split(' ');
  if (account !== caller.account || region !== caller.region || !name) {
    throw invalidParameter('Invalid or expired next token.');
  }
  return name;
}
