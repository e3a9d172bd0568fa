import type { Job, JobItem } from '../../../contract/jobs.ts';
import type { JobItemStore } from '../../store/job-items.ts';

const columns = [
  'messageId',
  'state',
  'groupId',
  'destination',
  'sourceArn',
  'changed',
  'newId',
  'newSequence',
  'doubt',
  'returnedAt',
  'reason',
  'sentAt',
  'receiveCount',
  'size',
  'at',
] as const satisfies readonly (keyof JobItem)[];
const moments: ReadonlySet<string> = new Set(['returnedAt', 'sentAt', 'at']);

/** A job's whole report as a file; times as ISO dates in the CSV, as epoch ms in the JSON. */
export function toReport(
  job: Job,
  format: 'csv' | 'json',
  items: JobItemStore,
): { name: string; type: string; text: string } {
  const all: JobItem[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = items.page({ job: job.id, after, limit: 1000 });
    all.push(...page.items);
    after = page.last ?? undefined;
  }
  const name = `spillway-job-${job.id.slice(0, 8)}.${format}`;
  if (format === 'json') {
    return { name, type: 'application/json', text: `${JSON.stringify({ job, items: all }, null, 2)}\n` };
  }
  const lines = all.map((item) => columns.map((column) => toCell(column, item[column])).join(','));
  // RFC 4180.
  return { name, type: 'text/csv', text: `${[columns.join(','), ...lines].join('\r\n')}\r\n` };
}

function toCell(column: string, value: JobItem[keyof JobItem]): string {
  if (value === null) return '';
  if (moments.has(column) && typeof value === 'number') return new Date(value).toISOString();
  // A group id is anybody's text, and a spreadsheet would run one that begins like a formula.
  const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
