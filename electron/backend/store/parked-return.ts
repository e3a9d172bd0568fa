import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { MessageAttributes } from '../../contract/messages.ts';
import type { Content } from '../jobs/redrive/model.ts';
import { isFree } from './parked-filter.ts';
import { bodyOf } from './parked-search.ts';

/** A parked message on its way back. */
export interface ParkedContent {
  id: number;
  messageId: string;
  content: Content;
  system: Record<string, string>;
  size: number;
}

/** What the job that brings parked messages back asks of the store. */
export interface ParkedReturn {
  /**
   * Gives messages to a job, unless another one that may still run has them; answers their MessageIds. Belongs into the
   * transaction that makes the job.
   */
  claim(ids: readonly number[], job: string): string[];
  /** Ids of a job's messages in the order in which they stood in their queue; without one, as they were parked. */
  order(job: string): number[];
  /** The given messages of the job, as far as they are there. */
  read(job: string, ids: readonly number[]): ParkedContent[];
  /** Deletes those of the job whose copy is confirmed and written down. */
  drop(job: string, ids: readonly number[]): void;
}

/** The way back on the given data file; `owe` has the journal file wiped later. */
export function createParkedReturn(db: DatabaseSync, owe: () => void): ParkedReturn {
  const order = db.prepare(
    `SELECT id FROM parked_message WHERE restoring = ?
     ORDER BY sequence IS NULL, length(ltrim(sequence, '0')), ltrim(sequence, '0'), id`,
  );
  const some = 'restoring = :job AND id IN (SELECT value FROM json_each(:ids))';
  const read = db.prepare(
    `SELECT id, message_id, body, escaped, attributes, system, group_id, trace_header, size
     FROM parked_message WHERE ${some}`,
  );
  const drop = db.prepare(`DELETE FROM parked_message WHERE ${some}`);

  const claim = db.prepare(
    `UPDATE parked_message AS p SET restoring = :job
     WHERE p.id IN (SELECT value FROM json_each(:ids)) AND ${isFree} RETURNING message_id`,
  );

  return {
    claim: (ids, job) => claim.all({ ids: JSON.stringify(ids), job }).map(({ message_id: id }) => String(id)),
    order: (job) => order.all(job).map(({ id }) => Number(id)),
    read: (job, ids) => read.all({ job, ids: JSON.stringify(ids) }).map(toContent),
    drop(job, ids) {
      drop.run({ job, ids: JSON.stringify(ids) });
      owe();
    },
  };
}

function toContent(row: Record<string, SQLOutputValue>): ParkedContent {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  return {
    id: Number(row.id),
    messageId: String(row.message_id),
    content: {
      body: bodyOf(row),
      // Rows that only `put` of the store writes.
      attributes: JSON.parse(String(row.attributes)) as MessageAttributes,
      groupId: text('group_id'),
      traceHeader: text('trace_header'),
    },
    system: JSON.parse(String(row.system)) as Record<string, string>,
    size: Number(row.size),
  };
}
