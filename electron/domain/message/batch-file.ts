import type { OutgoingMessage } from '../../contract/messages-send.ts';
import { parseCsvBatch } from './batch-csv.ts';
import type { CsvColumn } from './csv-columns.ts';
import type { ExportFault } from './export-fault.ts';
import { parseArrayBatch, parseLinesBatch } from './batch-json.ts';
import { checkOutgoing } from './outgoing-check.ts';
import type { OutgoingFault, OutgoingTarget } from './outgoing.ts';

/** How the messages of a file are written. */
export type BatchFormat = 'jsonl' | 'array' | 'csv';

/** Whether an entry of a JSON file describes a message (`body`, `attributes` ...) or is the body itself. */
export type BatchEntries = 'messages' | 'bodies';

/** Why an entry is no message; `field` names the place in it. */
export interface EntryFault {
  code: ExportFault['code'] | 'cells' | 'quotes';
  field: string | null;
}

/** An entry of a file: the line it begins on (from 1), and its message or why it is none. */
export interface BatchEntry {
  line: number;
  message: OutgoingMessage | null;
  fault: EntryFault | null;
}

/** An entry as it would be sent: with what AWS would refuse about it. */
export interface BatchRow extends BatchEntry {
  refused: OutgoingFault[];
}

/** How to read a file. */
export interface BatchReading {
  format: BatchFormat;
  entries: BatchEntries;
  /** CSV: what each column holds. */
  columns: readonly CsvColumn[];
  /** For entries without a group id. */
  groupId?: string | undefined;
  /** Gives each message a deduplication id of its own in place of the file's. */
  freshDeduplicationId?: (() => string) | undefined;
}

/** The format that a file seems to have, by its name and its first characters. */
export function guessFormat(name: string, text: string): BatchFormat {
  if (/\.(csv|tsv)$/i.test(name)) return 'csv';
  if (/^\s*\[/.test(text)) return /\.(jsonl|ndjson)$/i.test(name) ? 'jsonl' : 'array';
  return /^\s*[{"]/.test(text) || /\.(jsonl|ndjson|json)$/i.test(name) ? 'jsonl' : 'csv';
}

/** Reads all entries of a file. A file of JSON that cannot be read at all gives one entry with its fault. */
export function parseBatch(
  text: string,
  reading: Pick<BatchReading, 'format' | 'entries' | 'columns'>,
): BatchEntry[] {
  const plain = text.replace(/^\uFEFF/, '');
  if (reading.format === 'csv') return parseCsvBatch(plain, reading.columns);
  return reading.format === 'array'
    ? parseArrayBatch(plain, reading.entries)
    : parseLinesBatch(plain, reading.entries);
}

/** What will be sent of a file's entries: with the defaults put in, and checked against the target. */
export function toBatchRows(
  entries: readonly BatchEntry[],
  { groupId, freshDeduplicationId }: Pick<BatchReading, 'groupId' | 'freshDeduplicationId'>,
  target: OutgoingTarget,
): BatchRow[] {
  return entries.map((entry) => {
    if (!entry.message) return { ...entry, refused: [] };
    const message = { ...entry.message };
    if (message.groupId === undefined && groupId) message.groupId = groupId;
    if (target.fifo && freshDeduplicationId) message.deduplicationId = freshDeduplicationId();
    // A standard target takes none; what was exported from a FIFO queue has one.
    if (!target.fifo) delete message.deduplicationId;
    if (target.kind === 'queue') delete message.subject;
    return { ...entry, message, refused: checkOutgoing(message, target) };
  });
}
