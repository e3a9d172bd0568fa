import type { ImportFault } from '../../../contract/captures.ts';
import { messageSize } from '../../../domain/message/index.ts';
import { parseExportLine } from '../../../domain/message/parse-exported.ts';
import type { ExportedMessage } from '../../../domain/message/exported-message.ts';
import type { CapturePlace, CaptureRow } from '../../store/captures-rows.ts';
import type { CaptureStore } from '../../store/captures.ts';

/** What became of imported lines. */
export interface ImportResult {
  imported: number;
  refused: number;
  /** The first faults; `refused` counts all. */
  faults: ImportFault[];
}

const shownFaults = 50;

/** Takes lines of an export in, under the name of the queue that each names. Blank lines are no faults. */
export function importLines(
  captures: CaptureStore,
  { lines, firstLine, now }: { lines: string; firstLine: number; now: number },
): ImportResult {
  const places = new Map<string, { place: CapturePlace; rows: CaptureRow[] }>();
  const result: ImportResult = { imported: 0, refused: 0, faults: [] };
  // A byte order mark stands before the first line of some editors' files.
  for (const [index, line] of lines
    .replace(/^\ufeff/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const { message, fault } = parseExportLine(line);
    if (fault) {
      result.refused += 1;
      if (result.faults.length < shownFaults) result.faults.push({ line: firstLine + index, ...fault });
      continue;
    }
    const queueUrl = message.source?.queueUrl ?? '';
    const queue = queueUrl.split('/').at(-1) || 'import';
    const place = { profile: '', region: '', queueUrl, queue };
    const entry = places.get(queueUrl) ?? { place, rows: [] };
    places.set(queueUrl, entry);
    entry.rows.push(toRow(message, firstLine + index, now));
  }
  for (const { place, rows } of places.values()) result.imported += captures.add(place, rows);
  return result;
}

function toRow(message: ExportedMessage, line: number, now: number): CaptureRow {
  const { body, attributes, system } = message;
  return {
    // Lines without an id stay apart, and the same file taken in twice is kept once.
    messageId: message.messageId ?? `line-${line}`,
    body,
    attributes,
    system,
    size: messageSize(body, attributes),
    sentAt: wholeNumber(system.SentTimestamp),
    receiveCount: wholeNumber(system.ApproximateReceiveCount),
    firstSeen: message.firstSeen ?? message.lastSeen ?? now,
    // The days that it is kept count from the import.
    seenAt: now,
    origin: message.source,
  };
}

const wholeNumber = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
