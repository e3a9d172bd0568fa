import { SNS } from '../../domain/limits.ts';
import { invalidParameter } from './refusals.ts';

/** One page of a list. */
export interface Page<T> {
  items: T[];
  NextToken: string | undefined;
}

/**
 * Cuts one page of 100 out of a list in order of its ARNs. The token names the last ARN given, so that what is made
 * or deleted between two pages neither repeats nor hides others.
 */
export function toPage<T>(all: readonly T[], arnOf: (item: T) => string, token: string | undefined): Page<T> {
  const after = token === undefined || token === '' ? '' : Buffer.from(token, 'base64url').toString();
  if (token && !after.startsWith('arn:')) throw invalidParameter('NextToken');
  const rest = all.filter((item) => arnOf(item) > after).sort((a, b) => (arnOf(a) < arnOf(b) ? -1 : 1));
  const items = rest.slice(0, SNS.listPage);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, NextToken: more ? Buffer.from(arnOf(last)).toString('base64url') : undefined };
}
