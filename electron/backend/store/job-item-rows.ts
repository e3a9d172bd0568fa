import type { SQLOutputValue } from 'node:sqlite';
import type { ItemState } from '../../contract/jobs.ts';
import type { Item } from '../jobs/redrive/model.ts';

export function toRow(item: Item): Record<string, string | number | null> {
  return {
    message: item.id,
    state: item.state,
    group_id: item.group,
    sequence: item.sequence,
    digest: item.digest,
    handle: item.handle,
    hold_until: item.holdUntil,
    attempts: item.attempts,
    revision: item.revision,
    dedup_id: item.dedupId,
    first_send: item.firstSend,
    doubt: item.doubt ? 1 : 0,
    new_id: item.newId,
    new_sequence: item.newSequence,
    reason: item.reason,
    returned_at: item.returnedAt,
    outgoing: item.outgoing && JSON.stringify(item.outgoing),
    edit: item.edit && JSON.stringify(item.edit),
    changed: item.changed ? 1 : 0,
    route: item.route,
    source_arn: item.sourceArn,
    stage: item.stage,
    receives: item.receives,
    sent_at: item.sentAt,
    receive_count: item.receiveCount,
    size: item.size,
    at: item.at,
  };
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
