import type { OutgoingMessage } from '../../../../contract/messages-send.ts';
import { guessColumns } from '../../../../domain/message/csv-columns.ts';
import {
  guessFormat,
  parseBatch,
  toBatchRows,
  type BatchRow,
} from '../../../../domain/message/batch-file.ts';
import { guessEntries } from '../../../../domain/message/batch-json.ts';
import type { OutgoingTarget } from '../../../../domain/message/outgoing.ts';

/** A file of messages, read as its name and content tell. */
export interface ReadBatch {
  messages: OutgoingMessage[];
  /** Lines that cannot be sent, and why, in English. */
  faults: Array<{ line: number; why: string }>;
}

/** Reads a file of messages for a host without a page, checked against its target. */
export function readBatch(name: string, text: string, target: OutgoingTarget): ReadBatch {
  const format = guessFormat(name, text);
  const entries = parseBatch(text, {
    format,
    entries: format === 'csv' ? 'messages' : guessEntries(text, format),
    columns: format === 'csv' ? guessColumns(text) : [],
  });
  const read: ReadBatch = { messages: [], faults: [] };
  for (const row of toBatchRows(entries, {}, target)) {
    if (row.message && row.refused.length === 0) read.messages.push(row.message);
    else read.faults.push({ line: row.line, why: whyOf(row) });
  }
  return read;
}

function whyOf({ fault, refused }: BatchRow): string {
  if (fault) return fault.field ? `${fault.code} (${fault.field})` : fault.code;
  return refused.map(({ field, reason, said }) => said ?? `${field}: ${reason}`).join('; ');
}
