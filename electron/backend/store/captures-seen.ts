import type { DatabaseSync } from 'node:sqlite';
import type { SeenMessage } from '../../contract/messages.ts';
import type { CapturePlace } from './captures-rows.ts';
import type { CaptureSearch } from './captures-search.ts';

/** What was kept of a queue, as its page shows it. */
export interface CaptureSeen {
  /** How often messages were deleted: what was read before a change of it may be gone. */
  removals(): number;
  /**
   * Messages of a queue that changed after `since` (0 for all), at most the newest so many that fit into the bytes, in
   * the order of their changes; and where to go on from.
   */
  changed(
    place: CapturePlace,
    since: number,
    limits: { messages: number; bytes: number },
  ): { messages: SeenMessage[]; until: number };
}

/** What was kept of queues, on the given data file. */
export function createCaptureSeen(db: DatabaseSync, search: CaptureSearch): CaptureSeen {
  const removals = db.prepare('SELECT n FROM capture_removals');
  const newest = db.prepare(
    `SELECT m.id, m.bytes, m.seq, m.deleted_at FROM captured_message AS m
     WHERE m.source = (SELECT id FROM capture_source WHERE profile = ? AND region = ? AND queue_url = ?) AND m.seq > ?
     ORDER BY m.seq DESC LIMIT ?`,
  );
  return {
    removals: () => Number(removals.get()?.n),
    changed({ profile, region, queueUrl }, since, limits) {
      const messages: SeenMessage[] = [];
      let bytes = 0;
      let until = since;
      for (const row of newest.all(profile, region, queueUrl, since, limits.messages)) {
        until = Math.max(until, Number(row.seq));
        bytes += Number(row.bytes);
        if (bytes > limits.bytes && messages.length > 0) break;
        const kept = search.get(Number(row.id));
        if (!kept) continue;
        const { messageId, body, attributes, system, size, sentAt, receiveCount, lastSeen } = kept;
        const deleted = row.deleted_at === null ? {} : { deletedAt: Number(row.deleted_at) };
        messages.push({
          messageId,
          body,
          attributes,
          system,
          size,
          sentAt,
          receiveCount,
          seenAt: lastSeen,
          ...deleted,
        });
      }
      return { messages: messages.reverse(), until };
    },
  };
}
