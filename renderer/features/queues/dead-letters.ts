import type { ComposerTranslation } from 'vue-i18n';
import type { GridColumn } from '../../ui/grid/columns.ts';
import type { QueueRow } from './queue-rows.ts';

/** A dead-letter queue with the queues that send to it. */
export interface DeadLetterRow {
  key: string;
  row: QueueRow;
  sources: readonly QueueRow[];
}

/** The queues that another queue of their scope names as its dead-letter queue. */
export function toDeadLetterRows(
  rows: readonly QueueRow[],
  typed: string,
  onlyFilled: boolean,
): DeadLetterRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter(({ dlq }) => dlq)
    .map((row) => ({ key: row.key, row, sources: row.sources.flatMap((key) => byKey.get(key) ?? []) }))
    .filter(({ row, sources }) => {
      if (onlyFilled && !row.summary?.counts.visible) return false;
      const text = [row.name, row.summary?.arn ?? '', ...sources.map(({ name }) => name)]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    });
}

export const toDeadLetterColumns = (t: ComposerTranslation): GridColumn<DeadLetterRow>[] => [
  { key: 'name', label: t('failures.column.name'), fixed: true, value: ({ row }) => row.name },
  {
    key: 'scope',
    label: t('failures.column.scope'),
    width: 190,
    value: ({ row }) => `${row.scope.profile} ${row.scope.region}`,
  },
  {
    key: 'sources',
    label: t('failures.column.sources'),
    width: 260,
    value: ({ sources }) => sources[0]?.name ?? null,
  },
  {
    key: 'receives',
    label: t('failures.column.receives'),
    width: 96,
    align: 'end',
    optional: true,
    value: ({ sources }) => sources[0]?.summary?.redrivePolicy?.maxReceiveCount ?? null,
  },
  {
    key: 'retention',
    label: t('failures.column.retention'),
    width: 92,
    align: 'end',
    value: ({ row }) => row.summary?.retentionPeriod ?? null,
  },
  { key: 'depth', label: t('failures.column.depth'), width: 112 },
  {
    key: 'inFlight',
    label: t('failures.column.inFlight'),
    width: 84,
    align: 'end',
    optional: true,
    value: ({ row }) => row.summary?.counts.inFlight ?? null,
  },
  {
    key: 'visible',
    label: t('failures.column.visible'),
    width: 92,
    align: 'end',
    value: ({ row }) => row.summary?.counts.visible ?? null,
  },
];
