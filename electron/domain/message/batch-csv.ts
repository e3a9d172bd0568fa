import Papa from 'papaparse';
import type { MessageAttribute } from '../../contract/message-attributes.ts';
import type { OutgoingMessage } from '../../contract/messages-send.ts';
import { isBinaryType } from './attributes.ts';
import type { BatchEntry, EntryFault } from './batch-file.ts';
import { isBase64 } from './bytes.ts';
import type { CsvColumn } from './csv-columns.ts';

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
