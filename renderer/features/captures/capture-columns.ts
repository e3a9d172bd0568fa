import type { ComposerTranslation } from 'vue-i18n';
import type { CapturedHit } from '../../../electron/contract/index.ts';
import type { GridColumn } from '../../ui/grid/columns.ts';

/** The list comes in its order from the backend, page by page: no column can be sorted. */
export const toCaptureColumns = (t: ComposerTranslation): GridColumn<CapturedHit>[] => [
  { key: 'at', label: t('captures.column.at'), width: 168, fixed: true },
  { key: 'queue', label: t('captures.column.queue'), width: 150, fixed: true },
  { key: 'scope', label: t('captures.column.scope'), width: 190 },
  { key: 'snippet', label: t('captures.column.snippet'), fixed: true },
  { key: 'group', label: t('captures.column.group'), width: 130, hidden: true },
  { key: 'received', label: t('captures.column.received'), width: 84, align: 'end', optional: true },
  { key: 'size', label: t('captures.column.size'), width: 84, align: 'end' },
  { key: 'seen', label: t('captures.column.seen'), width: 150, hidden: true },
];
