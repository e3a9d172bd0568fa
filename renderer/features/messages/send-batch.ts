import { defineStore } from 'pinia';
import { reactive } from 'vue';
import type { OutgoingMessage, Scope } from '../../../electron/contract/index.ts';
import { type CsvColumn, guessColumns } from '../../../electron/domain/message/csv-columns.ts';
import {
  guessFormat,
  type BatchEntries,
  type BatchFormat,
  type BatchRow,
} from '../../../electron/domain/message/batch-file.ts';
import { guessEntries } from '../../../electron/domain/message/batch-json.ts';
import { scopeKey } from '../../stores/workspace.ts';

/** A file of messages and how it is to be read. Nothing of it leaves the page before it is sent. */
export interface BatchDraft {
  name: string;
  text: string;
  format: BatchFormat;
  entries: BatchEntries;
  columns: CsvColumn[];
  /** For messages without one. */
  groupId: string;
  freshDeduplicationId: boolean;
  /** The faulty lines may be left out. */
  skip: boolean;
  rate: string;
}

const empty = (): BatchDraft => ({
  name: '',
  text: '',
  format: 'jsonl',
  entries: 'messages',
  columns: [],
  groupId: '',
  freshDeduplicationId: false,
  skip: false,
  rate: '',
});

/** The file chosen for each queue or topic; it outlives tabs and pages, and never a closed window. */
export const useBatchDrafts = defineStore('send-batches', () => {
  const drafts = reactive(new Map<string, BatchDraft>());
  return {
    draftOf(scope: Scope, target: string): BatchDraft {
      const key = `${scopeKey(scope)} ${target}`;
      if (!drafts.has(key)) drafts.set(key, empty());
      return drafts.get(key) as BatchDraft;
    },
  };
});

/** Sets how a text is read, as far as the text tells. */
export function readAs(draft: BatchDraft, format: BatchFormat): void {
  draft.format = format;
  draft.skip = false;
  if (format === 'csv') draft.columns = guessColumns(draft.text);
  else draft.entries = guessEntries(draft.text, format);
}

/** Takes a file, guessing how it is to be read. */
export function takeFile(draft: BatchDraft, name: string, text: string): void {
  Object.assign(draft, { ...empty(), groupId: draft.groupId, rate: draft.rate, name, text });
  readAs(draft, guessFormat(name, text));
}

/** Bytes of one call to the host; a file whose messages need more is refused before. */
export const callLimit = 12 * 1024 * 1024;

export interface BatchSums {
  total: number;
  /** Body and attributes of all good messages, bytes. */
  bytes: number;
  /** Messages that may go. */
  good: OutgoingMessage[];
  /** Lines that are no message, or that AWS would refuse. */
  bad: BatchRow[];
}

/** What of the rows may go and what may not. */
export function sumUp(rows: readonly BatchRow[], sizeOf: (message: OutgoingMessage) => number): BatchSums {
  const sums: BatchSums = { total: rows.length, bytes: 0, good: [], bad: [] };
  for (const row of rows) {
    if (row.message && row.refused.length === 0) {
      sums.good.push(row.message);
      sums.bytes += sizeOf(row.message);
    } else sums.bad.push(row);
  }
  return sums;
}
