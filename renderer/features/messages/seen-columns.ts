import type { SeenColumn, SeenMessage } from '../../../electron/contract/index.ts';
import type { GridColumn } from '../../ui/grid/columns.ts';

/** The key of a column of the user's choice. */
export const extraKey = ({ kind, name }: SeenColumn): string => `extra-${kind}-${name}`;

/** A number when the whole text is one, so that 9 sorts before 10. */
const sortable = (text: string | null | undefined): string | number | null => {
  if (text == null) return null;
  return /^-?\d+(\.\d+)?$/.test(text) && text.length < 16 ? Number(text) : text;
};

/** The columns of the list of seen messages. */
export function seenColumns(
  t: (key: string) => string,
  fifo: boolean,
  extra: readonly SeenColumn[],
  values: Readonly<Record<string, readonly (string | null)[]>>,
): GridColumn<SeenMessage>[] {
  return [
    {
      key: 'id',
      label: t('messages.column.id'),
      width: 150,
      fixed: true,
      value: ({ messageId }) => messageId,
    },
    { key: 'sent', label: t('messages.column.sent'), width: 110, value: ({ sentAt }) => sentAt },
    {
      key: 'receives',
      label: t('messages.column.receives'),
      width: 84,
      value: ({ receiveCount }) => receiveCount,
    },
    {
      key: 'group',
      label: t('messages.column.group'),
      width: 110,
      hidden: !fifo,
      value: ({ system }) => system.MessageGroupId ?? null,
    },
    ...extra.map((column, index) => ({
      key: extraKey(column),
      label: column.name,
      width: 130,
      value: ({ messageId }: SeenMessage) => sortable(values[messageId]?.[index]),
    })),
    { key: 'body', label: t('messages.column.body') },
    {
      key: 'size',
      label: t('messages.column.size'),
      width: 76,
      align: 'end' as const,
      value: ({ size }) => size,
    },
    {
      key: 'seen',
      label: t('messages.column.seen'),
      width: 110,
      hidden: true,
      value: ({ seenAt }) => seenAt,
    },
    {
      key: 'sender',
      label: t('messages.column.sender'),
      width: 130,
      hidden: true,
      value: ({ system }) => system.SenderId ?? null,
    },
    {
      key: 'first',
      label: t('messages.column.first'),
      width: 110,
      hidden: true,
      value: ({ system }) => Number(system.ApproximateFirstReceiveTimestamp) || null,
    },
  ];
}
