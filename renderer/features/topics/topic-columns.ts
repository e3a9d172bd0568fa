import type { ComposerTranslation } from 'vue-i18n';
import type { GridColumn } from '../../ui/grid/columns.ts';
import type { TopicRow } from './useTopicList.ts';
import { toTagTexts } from './topic-tags.ts';

/** The columns of the list of topics, in their order: name, scope, facts, figures. */
export const toTopicColumns = (t: ComposerTranslation): GridColumn<TopicRow>[] => [
  { key: 'name', label: t('topics.column.name'), fixed: true, value: ({ name }) => name },
  {
    key: 'scope',
    label: t('topics.column.scope'),
    width: 190,
    value: ({ scope }) => `${scope.profile} ${scope.region}`,
  },
  {
    key: 'account',
    label: t('topics.column.account'),
    width: 112,
    hidden: true,
    value: ({ summary }) => summary?.account || null,
  },
  {
    key: 'kind',
    label: t('topics.column.kind'),
    width: 110,
    optional: true,
    value: ({ fifo }) => (fifo ? 0 : 1),
  },
  {
    key: 'confirmed',
    label: t('topics.column.confirmed'),
    width: 112,
    align: 'end',
    value: ({ summary }) => summary?.subscriptionsConfirmed ?? null,
  },
  {
    key: 'pending',
    label: t('topics.column.pending'),
    width: 80,
    align: 'end',
    value: ({ summary }) => summary?.subscriptionsPending ?? null,
  },
  {
    key: 'displayName',
    label: t('topics.column.displayName'),
    width: 150,
    optional: true,
    value: ({ summary }) => summary?.displayName || null,
  },
  {
    key: 'deduplication',
    label: t('topics.column.deduplication'),
    width: 130,
    hidden: true,
    value: ({ fifo, summary }) => (fifo && summary ? (summary.contentBasedDeduplication ? 0 : 1) : null),
  },
  {
    key: 'throughput',
    label: t('topics.column.throughput'),
    width: 120,
    hidden: true,
    value: ({ summary }) => summary?.throughputScope ?? null,
  },
  {
    key: 'archive',
    label: t('topics.column.archive'),
    width: 84,
    align: 'end',
    hidden: true,
    value: ({ summary }) => summary?.archiveDays ?? null,
  },
  {
    key: 'encryption',
    label: t('topics.column.encryption'),
    width: 150,
    hidden: true,
    value: ({ summary }) => summary?.kmsKeyId ?? null,
  },
  {
    key: 'tags',
    label: t('topics.column.tags'),
    width: 220,
    hidden: true,
    value: ({ tags }) => (tags ? (toTagTexts(tags)[0] ?? null) : null),
  },
  {
    key: 'largest',
    label: t('topics.column.largest'),
    width: 112,
    align: 'end',
    hidden: true,
    value: ({ summary }) => summary?.maximumMessageSize ?? null,
  },
];
