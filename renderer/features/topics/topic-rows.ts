import type { ComposerTranslation } from 'vue-i18n';
import type { GridColumn } from '../../ui/grid/columns.ts';
import type { TopicRow } from './useTopicList.ts';

/** The chips over the list: each keeps the rows of which it is true. */
export const chips = {
  fifo: (row: TopicRow): boolean => row.fifo,
  pending: (row: TopicRow): boolean => (row.detail?.subscriptionsPending ?? 0) > 0,
  silent: (row: TopicRow): boolean => row.detail?.subscriptionsConfirmed === 0,
} as const;

export type Chip = keyof typeof chips;
export const chipNames = Object.keys(chips) as Chip[];
export const isChip = (text: string): text is Chip => text in chips;

/** The rows that a search over name, ARN and scope, and the chips leave. */
export function filterTopics(rows: readonly TopicRow[], search: string, active: readonly Chip[]): TopicRow[] {
  const words = search.toLowerCase().split(/\s+/);
  return rows.filter((row) => {
    const place = `${row.arn} ${row.scope.profile} ${row.scope.region}`.toLowerCase();
    return words.every((word) => place.includes(word)) && active.every((chip) => chips[chip](row));
  });
}

/** The columns of the list of topics, in their order. */
export const toTopicColumns = (t: ComposerTranslation): GridColumn<TopicRow>[] => [
  { key: 'name', label: t('topics.column.name'), fixed: true, value: ({ name }) => name },
  {
    key: 'scope',
    label: t('topics.column.scope'),
    width: 200,
    value: ({ scope }) => `${scope.profile} ${scope.region}`,
  },
  { key: 'kind', label: t('topics.column.kind'), width: 110, value: ({ fifo }) => (fifo ? 0 : 1) },
  {
    key: 'confirmed',
    label: t('topics.column.confirmed'),
    width: 120,
    align: 'end',
    value: ({ detail }) => detail?.subscriptionsConfirmed ?? null,
  },
  {
    key: 'pending',
    label: t('topics.column.pending'),
    width: 100,
    align: 'end',
    value: ({ detail }) => detail?.subscriptionsPending ?? null,
  },
  {
    key: 'largest',
    label: t('topics.column.largest'),
    width: 120,
    align: 'end',
    optional: true,
    value: ({ detail }) => detail?.maximumMessageSize ?? null,
  },
];
