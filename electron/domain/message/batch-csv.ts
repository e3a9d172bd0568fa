import Papa from 'papaparse';
import type { MessageAttribute } from '../../contract/message-attributes.ts';
import type { OutgoingMessage } from '../../contract/messages-send.ts';
import { isBinaryType } from './attributes.ts';
import type { BatchEntry, EntryFault } from './batch-file.ts';
import { isBase64 } from './bytes.ts';

/** What a column of a CSV file holds. */
export interface CsvColumn {
  /** As the header row names it. */
  header: string;
  role: 'body' | 'groupId' | 'deduplicationId' | 'delay' | 'traceHeader' | 'attribute' | 'none';
  /** Name and type of the attribute; meaningless with another role. */
  name: string;
  type: string;
}

const roles: ReadonlyArray<[pattern: RegExp, role: CsvColumn['role']]> = [
  [/^(message[ _-]?)?body$|^message$/i, 'body'],
  [/^(message[ _-]?)?group([ _-]?id)?$/i, 'groupId'],
  [/^(message[ _-]?)?dedup(lication)?([ _-]?id)?$/i, 'deduplicationId'],
  [/^delay([ _-]?seconds)?$/i, 'delay'],
  [/^(aws)?[ _-]?trace[ _-]?header$/i, 'traceHeader'],
];

/** What the columns seem to hold, by the header row: `body`, `groupId`, `deduplicationId`, `delay`, `attr.NAME:TYPE`. */
export function guessColumns(text: string): CsvColumn[] {
  const [headers = []] = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { preview: 1 }).data;
  const columns = headers.map((header): CsvColumn => {
    const plain = header.trim();
    const [, name, type] = /^attr(?:ibute)?\.([^:]+)(?::(.+))?$/i.exec(plain) ?? [];
    if (name !== undefined) return { header, role: 'attribute', name, type: type ?? 'String' };
    const role = roles.find(([pattern]) => pattern.test(plain))?.[1] ?? 'none';
    return { header, role, name: plain, type: 'String' };
  });
  const [only] = columns;
  if (only && columns.length === 1 && only.role === 'none') only.role = 'body';
  return columns;
}

/** Reads CSV with a header row. [RFC 4180] */
export function parseCsvBatch(text: string, columns: readonly CsvColumn[]): BatchEntry[] {
  const { data, errors } = Papa.parse<string[]>(text);
  const open = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
  const entries: BatchEntry[] = [];
  let line = 1;
  for (const [at, cells] of data.entries()) {
    const blank = cells.length === 1 && cells[0]?.trim() === '';
    if (at > 0 && !blank) {
      const fault = open.has(at) ? ({ code: 'quotes', field: null } as const) : faultOf(cells, columns);
      entries.push({ line, message: fault ? null : toMessage(cells, columns), fault });
    }
    // A quoted cell may run over lines of its own.
    line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
  }
  return entries;
}

function faultOf(cells: readonly string[], columns: readonly CsvColumn[]): EntryFault | null {
  if (cells.length !== columns.length) return { code: 'cells', field: `${cells.length}/${columns.length}` };
  if (!columns.some(({ role }) => role === 'body')) return { code: 'body-missing', field: null };
  for (const [at, { role, header, type }] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (role === 'delay' && !/^\d*$/.test(cell.trim())) return { code: 'not-number', field: header };
    if (role === 'attribute' && isBinaryType(type) && !isBase64(cell))
      return { code: 'not-base64', field: header };
  }
  return null;
}

function toMessage(cells: readonly string[], columns: readonly CsvColumn[]): OutgoingMessage {
  const message: OutgoingMessage = { body: '', attributes: {} };
  const attributes: [string, MessageAttribute][] = [];
  for (const [at, { role, name, type }] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (role === 'body') message.body = cell;
    // An empty cell says nothing: no attribute and no id may be empty.
    else if (cell === '' || role === 'none') continue;
    else if (role === 'attribute') attributes.push([name, { type, binary: isBinaryType(type), value: cell }]);
    else if (role === 'delay') message.delaySeconds = Number(cell.trim());
    else message[role] = cell;
  }
  // Not by assignment, which would take `__proto__` for the prototype.
  return { ...message, attributes: Object.fromEntries(attributes) };
}
