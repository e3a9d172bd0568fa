import type { ComposerTranslation } from 'vue-i18n';
import type { GridColumn } from '../../ui/grid/columns.ts';
import type { QueueRow } from './queue-rows.ts';

/** The columns of the list of queues, in their order: name, scope, facts, figures. */
export const toQueueColumns = (
  t: ComposerTranslation,
  isPinned: (row: QueueRow) => boolean,
): GridColumn<QueueRow>[] => [
  // Pinned ones stand before the others of the same name.
  { key: 'name', label: t('queues.column.name'), fixed: true, value: ({ name }) => name },
  {
    key: 'pin',
    label: t('queues.column.pin'),
    width: 64,
    hidden: true,
    value: (row) => (isPinned(row) ? 0 : 1),
  },
  {
    key: 'scope',
    label: t('queues.column.scope'),
    width: 190,
    value: ({ scope }) => `${scope.profile} ${scope.region}`,
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
    key: 'created',
    label: t('queues.column.created'),
    width: 140,
    hidden: true,
    value: ({ summary }) => summary?.createdAt ?? null,
  },
];
