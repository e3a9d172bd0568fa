import type { ComposerTranslation } from 'vue-i18n';
import type { GridColumn } from '../../ui/grid/columns.ts';
import type { QueueRow } from './queue-rows.ts';

/** Tags as a list writes them, in the order of their keys. */
export const toTagTexts = (tags: Readonly<Record<string, string>>): string[] =>
  Object.keys(tags)
    .sort()
    .map((key) => (tags[key] ? `${key}=${tags[key]}` : key));

/** The columns of the list of queues, in their order: name, scope, facts, figures. */
export const toQueueColumns = (t: ComposerTranslation): GridColumn<QueueRow>[] => [
  { key: 'name', label: t('queues.column.name'), fixed: true, value: ({ name }) => name },
  {
    key: 'scope',
    label: t('queues.column.scope'),
    width: 190,
    value: ({ scope }) => `${scope.profile} ${scope.region}`,
  },
  {
    key: 'profile',
    label: t('queues.column.profile'),
    width: 130,
    hidden: true,
    value: ({ scope }) => scope.profile,
  },
  {
    key: 'account',
    label: t('queues.column.account'),
    width: 112,
    hidden: true,
    value: ({ summary }) => summary?.account || null,
  },
  {
    key: 'kind',
    label: t('queues.column.kind'),
    width: 116,
    optional: true,
    value: ({ fifo, dlq }) => (dlq ? 0 : fifo ? 1 : 2),
  },
  {
    key: 'visible',
    label: t('queues.column.visible'),
    width: 68,
    align: 'end',
    value: ({ summary }) => summary?.counts.visible ?? null,
  },
  { key: 'depth', label: t('queues.column.depth'), width: 96 },
  {
    key: 'inFlight',
    label: t('queues.column.inFlight'),
    width: 66,
    align: 'end',
    optional: true,
    value: ({ summary }) => summary?.counts.inFlight ?? null,
  },
  {
    key: 'delayed',
    label: t('queues.column.delayed'),
    width: 66,
    align: 'end',
    hidden: true,
    value: ({ summary }) => summary?.counts.delayed ?? null,
  },
  {
    key: 'retention',
    label: t('queues.column.retention'),
    width: 74,
    align: 'end',
    value: ({ summary }) => summary?.retentionPeriod ?? null,
  },
  {
    key: 'inDlq',
    label: t('queues.column.inDlq'),
    width: 80,
    align: 'end',
    value: ({ inDlq }) => inDlq,
  },
  {
    key: 'visibility',
    label: t('queues.column.visibility'),
    width: 92,
    align: 'end',
    hidden: true,
    value: ({ summary }) => summary?.visibilityTimeout ?? null,
  },
  {
    key: 'largest',
    label: t('queues.column.largest'),
    width: 84,
    align: 'end',
    hidden: true,
    value: ({ summary }) => summary?.maximumMessageSize ?? null,
  },
  {
    key: 'encryption',
    label: t('queues.column.encryption'),
    width: 112,
    hidden: true,
    value: ({ summary }) => summary?.encryption ?? null,
  },
  {
    key: 'tags',
    label: t('queues.column.tags'),
    width: 240,
    hidden: true,
    value: ({ tags }) => (tags ? (toTagTexts(tags)[0] ?? null) : null),
  },
  {
    key: 'age',
    label: t('queues.column.age'),
    width: 84,
    align: 'end',
    hidden: true,
    value: ({ summary }) => (summary?.createdAt ? -summary.createdAt : null),
  },
];
