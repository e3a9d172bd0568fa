import type { ComposerTranslation } from 'vue-i18n';
import type { ParkedHit } from '../../../electron/contract/index.ts';
import type { GridColumn } from '../../ui/grid/columns.ts';

/** The list comes in its order from the backend, page by page: no column can be sorted. */
export const toParkedColumns = (t: ComposerTranslation): GridColumn<ParkedHit>[] => [
  { key: 'parked', label: t('parked.column.parked'), width: 168, fixed: true },
  { key: 'queue', label: t('parked.column.queue'), width: 150, fixed: true },
  { key: 'scope', label: t('parked.column.scope'), width: 190, optional: true },
  { key: 'snippet', label: t('parked.column.snippet'), fixed: true },
  { key: 'reason', label: t('parked.column.reason'), width: 220 },
  { key: 'note', label: t('parked.column.note'), width: 140 },
  { key: 'group', label: t('parked.column.group'), width: 130, hidden: true },
  { key: 'sent', label: t('parked.column.sent'), width: 150, hidden: true },
  { key: 'state', label: t('parked.column.state'), width: 110 },
  { key: 'size', label: t('parked.column.size'), width: 84, align: 'end', optional: true },
];
