import type { QueueRow } from './queue-rows.ts';

/** The chips over the list: each keeps the rows of which it is true. */
export const chips = {
  messages: (row: QueueRow): boolean => (row.summary?.counts.visible ?? 0) > 0,
  failing: (row: QueueRow): boolean => (row.inDlq ?? 0) > 0,
  dlq: (row: QueueRow): boolean => row.dlq,
  fifo: (row: QueueRow): boolean => row.fifo,
  pinned: (row: QueueRow, isPinned: IsPinned): boolean => isPinned(row),
  encrypted: (row: QueueRow): boolean => row.summary !== null && row.summary.encryption !== 'none',
  plain: (row: QueueRow): boolean => row.summary?.encryption === 'none',
} as const;

export type IsPinned = (row: QueueRow) => boolean;
export type Chip = keyof typeof chips;
export const chipNames = Object.keys(chips) as Chip[];
/** Chips that stand there whether they are chosen or not. */
export const chipsAlways: readonly Chip[] = ['messages', 'failing', 'dlq', 'fifo'];
/** What no row is both. */
export const chipAgainst: Partial<Record<Chip, Chip>> = { encrypted: 'plain', plain: 'encrypted' };
export const isChip = (text: string): text is Chip => Object.hasOwn(chips, text);

/** What keeps rows in a list: words, chips, and a tag written as `key` or `key=value`. */
export interface QueueFilter {
  search: string;
  chips: readonly Chip[];
  tag: string;
  isPinned: IsPinned;
}

const texts = new WeakMap<QueueRow, string>();
/** Everything that a search looks at; a row that stays the same is not read again. */
function textOf(row: QueueRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const tags = Object.entries(row.tags ?? {}).map(([key, value]) => `${key}=${value}`);
  const parts = [row.name, row.summary?.arn ?? '', row.scope.profile, row.scope.region, ...tags];
  const text = parts.join('\n').toLowerCase();
  texts.set(row, text);
  return text;
}

/** Does a row hold every word, in its name, ARN, profile, region or tags? */
export function hasWords(row: QueueRow, words: readonly string[]): boolean {
  const text = textOf(row);
  return words.every((word) => text.includes(word));
}
export const toWords = (search: string): string[] => search.toLowerCase().split(/\s+/).filter(Boolean);

/** Does a row carry a tag, written as `key` or `key=value`? Tags are case-sensitive, as AWS takes them. */
export function hasTag(row: QueueRow, tag: string): boolean {
  const at = tag.indexOf('=');
  const [key, value] = at < 0 ? [tag.trim(), null] : [tag.slice(0, at).trim(), tag.slice(at + 1).trim()];
  const found = row.tags && Object.hasOwn(row.tags, key) ? row.tags[key] : undefined;
  return found !== undefined && (value === null || found === value);
}

export interface Filtered {
  rows: QueueRow[];
  /** How many rows each chip would leave under the search and the other chips. */
  counts: Record<Chip, number>;
}

/** The rows that a filter leaves, and what each chip would do, in one pass. */
export function filterRows(rows: readonly QueueRow[], filter: QueueFilter): Filtered {
  const words = toWords(filter.search);
  const { isPinned } = filter;
  const counts = Object.fromEntries(chipNames.map((name) => [name, 0])) as Record<Chip, number>;
  const left: QueueRow[] = [];
  for (const row of rows) {
    if (!hasWords(row, words) || (filter.tag !== '' && !hasTag(row, filter.tag))) continue;
    const against = filter.chips.filter((chip) => !chips[chip](row, isPinned));
    if (against.length === 0) left.push(row);
    if (against.length > 1) continue;
    for (const name of chipNames) {
      if (against.length === 1 && against[0] !== name) continue;
      if (chips[name](row, isPinned)) counts[name] += 1;
    }
  }
  return { rows: left, counts };
}
