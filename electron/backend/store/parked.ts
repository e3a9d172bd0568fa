import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { QueuePlace } from '../../contract/jobs.ts';
import type { ParkedChoice } from '../../contract/redrives-parked.ts';
import type { Content } from '../jobs/redrive/model.ts';
import { toStored } from './captures-rows.ts';
import { transaction } from './database.ts';
import { createParkedSearch, type ParkedSearch } from './parked-search.ts';
import { createParkedReturn, type ParkedReturn } from './parked-return.ts';
import { isFree, toParkedConditions } from './parked-filter.ts';

/** A message that leaves its queue for the store. */
export interface ParkedRow {
  messageId: string;
  content: Content;
  /** System attributes as AWS gave them. */
  system: Readonly<Record<string, string>>;
  size: number;
  reason: string | null;
}

/**
 * Parked messages, each once a queue: a message that is parked again while it is there (a queue may show one again that was
 * deleted) stays what it is. What is put here is on the disk when the call returns.
 */
export interface ParkedStore {
  search: ParkedSearch;
  returning: ParkedReturn;
  /** `check` runs within the transaction; whatever it throws keeps everything out. */
  put(
    place: QueuePlace,
    rows: readonly ParkedRow[],
    from: { job: string; at: number; check: () => void },
  ): void;
  note(ids: readonly number[], text: string): void;
  /** Deletes for good what no job is bringing back; the journal file is wiped by the captures' tidying. */
  drop(source: QueuePlace, choice: ParkedChoice): number;
  /** Deletes all of a profile, and says how many they were. */
  forgetProfile(profile: string): number;
}

/** Parked messages on the given data file. */
export function createParkedStore(db: DatabaseSync): ParkedStore {
  const insert = db.prepare(
    `INSERT INTO parked_message (job, message_id, profile, region, queue_url, body, escaped, attributes, system, group_id,
       trace_header, deduplication_id, sequence, sent_at, receive_count, size, parked_at, reason)
     VALUES (:job, :messageId, :profile, :region, :queueUrl, :body, :escaped, :attributes, :system, :groupId,
       :traceHeader, :deduplicationId, :sequence, :sentAt, :receiveCount, :size, :at, :reason)
     ON CONFLICT DO NOTHING`,
  );
  const note = db.prepare(
    'UPDATE parked_message SET note = :text WHERE id IN (SELECT value FROM json_each(:ids))',
  );
  const owe = db.prepare("INSERT OR IGNORE INTO capture_chore (name) VALUES ('truncate')");
  const remove = (where: readonly string[], values: Record<string, SQLInputValue>): number =>
    transaction(db, () => {
      const { changes } = db
        .prepare(`DELETE FROM parked_message AS p WHERE ${where.join(' AND ')}`)
        .run(values);
      if (changes > 0) owe.run();
      return Number(changes);
    });

  return {
    search: createParkedSearch(db),
    returning: createParkedReturn(db, () => void owe.run()),
    put: (place, rows, { job, at, check }) =>
      transaction(db, () => {
        check();
        for (const row of rows) insert.run(toValues(place, row, job, at));
      }),
    note: (ids, text) => void note.run({ ids: JSON.stringify(ids), text }),
    drop(source, choice) {
      const { where, values } = toParkedConditions({ source, choice });
      return remove([...where, isFree], values);
    },
    forgetProfile: (profile) => remove(['p.profile = :profile'], { profile }),
  };
}

function toValues(
  { scope, queueUrl }: QueuePlace,
  { messageId, content, system, size, reason }: ParkedRow,
  job: string,
  at: number,
): Record<string, SQLInputValue> {
  return {
    job,
    messageId,
    profile: scope.profile,
    region: scope.region,
    queueUrl,
    ...toStored(content.body),
    attributes: JSON.stringify(content.attributes),
    system: JSON.stringify(system),
    groupId: content.groupId,
    traceHeader: content.traceHeader,
    deduplicationId: system.MessageDeduplicationId || null,
    sequence: system.SequenceNumber || null,
    sentAt: wholeNumber(system.SentTimestamp),
    receiveCount: wholeNumber(system.ApproximateReceiveCount),
    size,
    at,
    reason,
  };
}

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
