import type { ComposerTranslation } from 'vue-i18n';
import type { GridColumn } from '../../ui/grid/columns.ts';
import type { DeadLetterRow } from './dead-letters.ts';

/** The columns of the dead-letter queues. */
export const toDeadLetterColumns = (t: ComposerTranslation): GridColumn<DeadLetterRow>[] => [
  { key: 'name', label: t('failures.column.name'), width: 200, fixed: true, value: ({ name }) => name },
  {
    key: 'sources',
    label: t('failures.column.sources'),
    width: 206,
    value: ({ sources, subscriptions }) => sources[0]?.name ?? subscriptions[0]?.arn ?? null,
  },
  {
    key: 'lost',
    label: t('failures.column.lost'),
    width: 122,
    align: 'end',
    value: ({ expiry, depth }) => (depth ? expiry.at : null),
  },
  { key: 'depth', label: t('failures.column.depth'), width: 100, optional: true },
  {
    key: 'visible',
    label: t('failures.column.visible'),
    width: 92,
    align: 'end',
    value: ({ depth }) => depth,
  },
  {
    key: 'growth',
    label: t('failures.column.growth'),
    width: 92,
    align: 'end',
    value: ({ growth }) => growth,
  },
  {
    key: 'oldest',
    label: t('failures.column.oldest'),
    width: 126,
    align: 'end',
    value: ({ coverage }) => coverage?.oldestSentAt ?? null,
  },
  {
    key: 'captured',
    label: t('failures.column.captured'),
    width: 100,
    align: 'end',
    value: ({ share }) => share,
  },
  {
    key: 'task',
    label: t('failures.column.task'),
    width: 140,
    hidden: true,
    value: ({ task }) => task?.task?.startedAt ?? null,
  },
  {
    key: 'retention',
    label: t('failures.column.retention'),
    width: 92,
    align: 'end',
    hidden: true,
    value: ({ row }) => row.summary?.retentionPeriod ?? null,
  },
  { key: 'acts', label: t('failures.column.acts'), width: 132, align: 'end', fixed: true },
];
