import type { ComposerTranslation } from 'vue-i18n';
import type { AuditEntry } from '../../../electron/contract/index.ts';
import type { GridColumn } from '../../ui/grid/columns.ts';

/** A resource as people name it: the last part of its URL or ARN. */
export const nameOfResource = (resource: string | null): string => resource?.split(/[/:]/).at(-1) ?? '';

/** What an entry recorded besides, as one line of text. */
export const toSummaryText = (summary: AuditEntry['summary']): string =>
  Object.entries(summary)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

export const toAuditColumns = (
  t: ComposerTranslation,
  actionOf: (action: string) => string,
): GridColumn<AuditEntry>[] => [
  { key: 'at', label: t('activity.column.at'), width: 176, fixed: true },
  { key: 'action', label: t('activity.column.action'), width: 170, fixed: true },
  { key: 'resource', label: t('activity.column.resource') },
  { key: 'scope', label: t('activity.column.scope'), width: 210 },
  { key: 'summary', label: t('activity.column.summary'), width: 240, optional: true },
  { key: 'outcome', label: t('activity.column.outcome'), width: 150 },
  { key: 'took', label: t('activity.column.took'), width: 84, align: 'end', optional: true },
  {
    key: 'effect',
    label: t('activity.column.effect'),
    width: 84,
    hidden: true,
    value: ({ action }) => actionOf(action),
  },
];
