import type { ComposerTranslation } from 'vue-i18n';
import type { Subscription } from '../../../electron/contract/index.ts';
import type { GridColumn } from '../../ui/grid/columns.ts';
import { isRead } from './subscription-rows.ts';

/** The columns of the list, in their order. What could not be read stays blank. */
export const toSubscriptionColumns = (t: ComposerTranslation): GridColumn<Subscription>[] => [
  {
    key: 'protocol',
    label: t('subscriptions.column.protocol'),
    width: 100,
    value: ({ protocol }) => protocol,
  },
  {
    key: 'endpoint',
    label: t('subscriptions.column.endpoint'),
    fixed: true,
    value: ({ endpoint }) => endpoint,
  },
  { key: 'state', label: t('subscriptions.column.state'), width: 110, value: ({ state }) => state },
  {
    key: 'raw',
    label: t('subscriptions.column.raw'),
    width: 80,
    value: (row) => (isRead(row) ? (row.rawDelivery ? 0 : 1) : null),
  },
  {
    key: 'filter',
    label: t('subscriptions.column.filter'),
    width: 240,
    value: ({ filterPolicy }) => filterPolicy,
  },
  {
    key: 'scope',
    label: t('subscriptions.column.scope'),
    width: 130,
    optional: true,
    value: ({ filterPolicyScope }) => filterPolicyScope,
  },
  {
    key: 'dlq',
    label: t('subscriptions.column.dlq'),
    width: 150,
    value: ({ deadLetterTargetArn }) => deadLetterTargetArn,
  },
  {
    key: 'owner',
    label: t('subscriptions.column.owner'),
    width: 120,
    hidden: true,
    value: ({ owner }) => owner || null,
  },
];
