import type { DatabaseSync } from 'node:sqlite';
import type { QueuePlace } from '../../contract/jobs.ts';

/** What a plan wants to know of a captured message. */
export interface CapturedFact {
  /** Of the capture. */
  id: number;
  messageId: string;
  /** Bytes. */
  size: number;
  /** Epoch ms. */
  sentAt: number | null;
  groupId: string | null;
  /** SequenceNumber in its queue. */
  sequence: string | null;
  /** DeadLetterQueueSourceArn. */
  sourceArn: string | null;
}

/** Facts of captured messages, without their bodies. */
export interface CaptureFacts {
  /** Of those that are believed to be in the queue still. Takes long over many: call it in the worker. */
  of(place: QueuePlace): CapturedFact[];
  /** The id by which filters name the queue; null when nothing of it was kept. */
  sourceOf(place: QueuePlace): number | null;
}

/** Facts on the given data file. */
export function createCaptureFacts(db: DatabaseSync): CaptureFacts {
  const source = db.prepare(
    'SELECT id FROM capture_source WHERE profile = :profile AND region = :region AND queue_url = :queueUrl',
  );
  const all = db.prepare(
    `SELECT m.id, m.message_id, m.size, m.sent_at, m.group_id, b.system ->> '$.SequenceNumber' AS sequence,
       b.system ->> '$.DeadLetterQueueSourceArn' AS source_arn
     FROM captured_message AS m JOIN captured_body AS b ON b.id = m.id
     WHERE m.source = ? AND m.left_by IS NULL AND m.deleted_at IS NULL`,
  );
  const sourceOf = ({ scope, queueUrl }: QueuePlace): number | null => {
    const row = source.get({ ...scope, queueUrl });
    return row ? Number(row.id) : null;
  };
  return {
    sourceOf,
    of(place) {
      const id = sourceOf(place);
      if (id === null) return [];
      return all.all(id).map((row) => ({
        id: Number(row.id),
        messageId: String(row.message_id),
        size: Number(row.size),
        sentAt: row.sent_at === null ? null : Number(row.sent_at),
        groupId: row.group_id === null ? null : String(row.group_id),
        sequence: row.sequence === null ? null : String(row.sequence),
        sourceArn: row.source_arn === null ? null : String(row.source_arn),
      }));
    },
  };
}
