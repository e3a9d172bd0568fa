import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { ItemState } from '../../contract/jobs.ts';
import type { Item } from '../jobs/redrive/model.ts';

/** The columns of an item, its MessageId first. */
export const columns = [
  'message',
  'state',
  'group_id',
  'sequence',
  'digest',
  'handle',
  'hold_until',
  'attempts',
  'revision',
  'dedup_id',
  'first_send',
  'doubt',
  'new_id',
  'new_sequence',
  'reason',
  'returned_at',
  'outgoing',
  'edit',
  'changed',
  'route',
  'source_arn',
  'stage',
  'receives',
  'sent_at',
  'receive_count',
  'size',
  'at',
] as const;

/** An item's values, in the order of {@link columns}. */
export function toValues(item: Item): SQLInputValue[] {
  return [
    item.id,
    item.state,
    item.group,
    item.sequence,
    item.digest,
    item.handle,
    item.holdUntil,
    item.attempts,
    item.revision,
    item.dedupId,
    item.firstSend,
    item.doubt ? 1 : 0,
    item.newId,
    item.newSequence,
    item.reason,
    item.returnedAt,
    item.outgoing && JSON.stringify(item.outgoing),
    item.edit && JSON.stringify(item.edit),
    item.changed ? 1 : 0,
    item.route,
    item.sourceArn,
    item.stage,
    item.receives,
    item.sentAt,
    item.receiveCount,
    item.size,
    item.at,
  ];
}

export function toItem(row: Record<string, SQLOutputValue>): Item {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  const count = (name: string): number | null => (row[name] === null ? null : Number(row[name]));
  const outgoing = text('outgoing');
  const edit = text('edit');
  return {
    id: String(row.message),
    // Only `write` above puts states here.
    state: String(row.state) as ItemState,
    group: text('group_id'),
    sequence: text('sequence'),
    digest: text('digest'),
    handle: text('handle'),
    holdUntil: count('hold_until'),
    attempts: Number(row.attempts),
    revision: Number(row.revision),
    dedupId: text('dedup_id'),
    firstSend: count('first_send'),
    doubt: row.doubt === 1,
    newId: text('new_id'),
    newSequence: text('new_sequence'),
    reason: text('reason'),
    returnedAt: count('returned_at'),
    outgoing: outgoing === null ? null : (JSON.parse(outgoing) as Item['outgoing']),
    edit: edit === null ? null : (JSON.parse(edit) as Item['edit']),
    changed: row.changed === 1,
    route: text('route'),
    sourceArn: text('source_arn'),
    stage: count('stage'),
    receives: Number(row.receives),
    sentAt: count('sent_at'),
    receiveCount: count('receive_count'),
    size: Number(row.size),
    at: Number(row.at),
  };
}
