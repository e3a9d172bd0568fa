import type { Scope, Subscription } from '../../../electron/contract/index.ts';
import { awsCli } from '../../../electron/domain/aws-cli.ts';

/** The colour of a subscription's state. */
export const stateTones = { confirmed: 'green', pending: 'amber', deleted: 'neutral' } as const;

/** What tells a subscription from the others; those that wait have no ARN. */
export const keyOf = (row: Subscription): string => row.arn ?? `${row.protocol} ${row.endpoint}`;

export const isRead = (row: Subscription): boolean => row.arn !== null && row.failure === null;

/** The chips over the list: each keeps the rows of which it is true. */
export const chips = {
  pending: (row: Subscription): boolean => row.state === 'pending',
  filtered: (row: Subscription): boolean => row.filterPolicy !== null,
  noDlq: (row: Subscription): boolean => isRead(row) && row.deadLetterTargetArn === null,
} as const;

export type Chip = keyof typeof chips;

export const chipNames = Object.keys(chips) as Chip[];

export const isChip = (text: string): text is Chip => Object.hasOwn(chips, text);

/** The rows that a search over protocol, endpoint and policy, and the chips leave. */
export function filterSubscriptions(
  rows: readonly Subscription[],
  search: string,
  active: readonly Chip[],
): Subscription[] {
  const wanted = search.toLowerCase();
  return rows.filter(
    (row) =>
      `${row.protocol} ${row.endpoint} ${row.filterPolicy ?? ''}`.toLowerCase().includes(wanted) &&
      active.every((chip) => chips[chip](row)),
  );
}

/** Lists the subscriptions of a topic, every page of them. */
export const toListCommand = (scope: Scope, topicArn: string, endpoint: string | null): string =>
  awsCli('sns list-subscriptions-by-topic', scope, [['topic-arn', topicArn]], endpoint);
