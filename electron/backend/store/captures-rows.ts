import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { wipe } from './captures-removal.ts';
import type { SeenMessage } from '../../contract/messages.ts';
import type { ExportSource } from '../../domain/message/exported-message.ts';

/** A queue as the captures name it. Imports have neither profile nor region. */
export interface CapturePlace {
  profile: string;
  region: string;
  queueUrl: string;
  /** The queue's own name; the last part of the URL unless said. */
  queue?: string;
}

/** A message to keep. */
export type CaptureRow = SeenMessage & { firstSeen?: number; origin?: ExportSource | null };

/** Writes messages, each with its entries of the search index; the caller holds the transaction. */
export interface CaptureRows {
  put(place: CapturePlace, messages: readonly CaptureRow[]): void;
}

/** Rows on the given data file. */
export function createCaptureRows(db: DatabaseSync): CaptureRows {
  const source = db.prepare(
    `INSERT INTO capture_source (profile, region, queue_url, queue) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET queue = excluded.queue RETURNING id`,
  );
  const known = db.prepare('SELECT id, digest FROM captured_message WHERE source = ? AND message_id = ?');
  // Tells which rows changed since somebody last read them.
  const seq = '(SELECT ifnull(max(seq), 0) + 1 FROM captured_message WHERE source = :source)';
  const insert = db.prepare(
    `INSERT INTO captured_message (source, message_id, at, sent_at, receive_count, first_seen, last_seen,
       deleted_at, seq, group_id, size, bytes, digest)
     VALUES (:source, :messageId, :at, :sentAt, :receiveCount, :firstSeen, :lastSeen, :deletedAt, ${seq}, :groupId, :size, :bytes, :digest)`,
  );
  // `at` stays: the place in the list does not move with a later sight. Who is seen again is back in its queue.
  const update = db.prepare(
    `UPDATE captured_message SET receive_count = ifnull(:receiveCount, receive_count),
       last_seen = max(last_seen, :lastSeen), deleted_at = :deletedAt,
       left_at = iif(left_at < :lastSeen, NULL, left_at), left_by = iif(left_at < :lastSeen, NULL, left_by), seq = ${seq}, size = :size, bytes = :bytes, digest = :digest WHERE id = :id`,
  );
  const insertBody = db.prepare(
    'INSERT INTO captured_body (id, body, escaped, words, attributes, system, origin) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const updateSystem = db.prepare('UPDATE captured_body SET system = ? WHERE id = ?');
  const deleteBody = db.prepare('DELETE FROM captured_body WHERE id = ?');
  const deleteMessage = db.prepare('DELETE FROM captured_message WHERE id = ?');
  const insertText = db.prepare('INSERT INTO captured_text (rowid, body, words) VALUES (?, ?, ?)');
  const wiped = db.prepare(
    `SELECT ifnull(max(CAST(substr(name, ${wipe.length + 1}) AS INTEGER)), 0) AS id FROM capture_chore WHERE name LIKE '${wipe}%'`,
  );
  const deleteText = db.prepare(
    "INSERT INTO captured_text (captured_text, rowid, body, words) SELECT 'delete', id, body, words FROM captured_body WHERE id = ?",
  );

  const put = (sourceId: number, message: CaptureRow): void => {
    const { body, escaped } = toStored(message.body);
    const words = toWords(message);
    const attributes = JSON.stringify(message.attributes);
    const system = JSON.stringify(message.system);
    const row = {
      size: message.size,
      bytes: [body, words, attributes, system].reduce((sum, text) => sum + Buffer.byteLength(text), 0),
      digest: createHash('sha256')
        .update(JSON.stringify([body, words, attributes]))
        .digest('base64'),
      receiveCount: message.receiveCount,
      lastSeen: message.seenAt,
      deletedAt: message.deletedAt ?? null,
      source: sourceId,
    };
    const putBody = (id: number): void => {
      const origin = message.origin ? JSON.stringify(message.origin) : null;
      insertBody.run(id, body, escaped, words, attributes, system, origin);
      insertText.run(id, body, words);
    };
    let old = known.get(sourceId, message.messageId);
    if (old && Number(old.id) <= Number(wiped.get()?.id)) {
      // It is being wiped and has left the index: what is seen now is another row.
      deleteBody.run(Number(old.id));
      deleteMessage.run(Number(old.id));
      old = undefined;
    }
    if (!old) {
      const firstSeen = message.firstSeen ?? message.seenAt;
      const { lastInsertRowid } = insert.run({
        ...row,
        messageId: message.messageId,
        at: message.sentAt ?? firstSeen,
        sentAt: message.sentAt,
        firstSeen,
        groupId: message.system.MessageGroupId ?? null,
      });
      putBody(Number(lastInsertRowid));
      return;
    }
    const id = Number(old.id);
    update.run({ ...row, id });
    if (old.digest === row.digest) {
      updateSystem.run(system, id);
      return;
    }
    deleteText.run(id);
    deleteBody.run(id);
    putBody(id);
  };

  return {
    put(place, messages) {
      if (messages.length === 0) return;
      const queue = place.queue ?? place.queueUrl.split('/').at(-1) ?? '';
      const sourceId = Number(source.get(place.profile, place.region, place.queueUrl, queue)?.id);
      for (const message of messages) put(sourceId, message);
    },
  };
}

/** SQLite's texts are UTF-8 that ends at the first NUL: a body that is not is kept as its JSON, which has escapes. */
export function toStored(body: string): { body: string; escaped: 0 | 1 } {
  return body.isWellFormed() && !body.includes('\0')
    ? { body, escaped: 0 }
    : { body: JSON.stringify(body), escaped: 1 };
}

/** What is searched besides the body: ids, group, trace, and the attributes' names and texts. */
function toWords({ messageId, attributes, system }: CaptureRow): string {
  const named = ['MessageGroupId', 'MessageDeduplicationId', 'SequenceNumber', 'AWSTraceHeader'];
  return [
    messageId,
    ...named.flatMap((name) => system[name] ?? []),
    ...Object.entries(attributes).map(([name, { binary, value }]) => (binary ? name : `${name} ${value}`)),
  ]
    .join('\n')
    .toWellFormed()
    .replaceAll('\0', '\ufffd');
}
