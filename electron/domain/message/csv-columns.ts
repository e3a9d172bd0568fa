import Papa from 'papaparse';

/** What a column of a CSV file holds. */
export interface CsvColumn {
  /** As the header row names it. */
  header: string;
  role: 'body' | 'groupId' | 'deduplicationId' | 'delay' | 'traceHeader' | 'subject' | 'attribute' | 'none';
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
  [/^subject$/i, 'subject'],
];

/** What the columns seem to hold, by the header row: `body`, `groupId`, `deduplicationId`, `delay`, `subject`, `attr.NAME:TYPE`. */
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
