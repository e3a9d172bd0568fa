import type { TopicRow } from './useTopicList.ts';
import { hasTag, toTagTexts } from './topic-tags.ts';

export type IsPinned = (row: TopicRow) => boolean;

/** The chips over the list: each keeps the rows of which it is true. */
export const chips = {
  fifo: (row: TopicRow): boolean => row.fifo,
  pending: (row: TopicRow): boolean => (row.summary?.subscriptionsPending ?? 0) > 0,
  silent: (row: TopicRow): boolean => row.summary?.subscriptionsConfirmed === 0,
  pinned: (row: TopicRow, isPinned: IsPinned): boolean => isPinned(row),
  encrypted: (row: TopicRow): boolean => row.summary !== null && row.summary.kmsKeyId !== null,
  plain: (row: TopicRow): boolean => row.summary !== null && row.summary.kmsKeyId === null,
} as const;

export type Chip = keyof typeof chips;

export const chipNames = Object.keys(chips) as Chip[];

/** Chips that stand there whether they are chosen or not. */
export const chipsAlways: readonly Chip[] = ['fifo', 'pending', 'silent'];

/** What no row is both. */
export const chipAgainst: Partial<Record<Chip, Chip>> = {
  encrypted: 'plain',
  plain: 'encrypted',
};

export const isChip = (text: string): text is Chip => Object.hasOwn(chips, text);

/** What keeps rows in a list: words, chips, and a tag written as `key` or `key=value`. */
export interface TopicFilter {
  search: string;
  chips: readonly Chip[];
  tag: string;
  isPinned: IsPinned;
}

/** Does a row hold every word, in its name, ARN, display name, profile, region or tags? */
function hasWords({ arn, scope, summary, tags }: TopicRow, words: readonly string[]): boolean {
  const parts = [arn, summary?.displayName ?? '', scope.profile, scope.region, ...toTagTexts(tags ?? {})];
  const text = parts.join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The rows that a filter leaves, and how many each chip would leave under all else. */
export function filterTopics(
  rows: readonly TopicRow[],
  { search, chips: active, tag, isPinned }: TopicFilter,
): { rows: TopicRow[]; counts: Record<Chip, number> } {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = Object.fromEntries(chipNames.map((name) => [name, 0])) as Record<Chip, number>;
  const left: TopicRow[] = [];
  for (const row of rows) {
    if (!hasWords(row, words) || (tag !== '' && !hasTag(row, tag))) continue;
    const against = active.filter((chip) => !chips[chip](row, isPinned));
    if (against.length === 0) left.push(row);
    for (const name of chipNames) {
      const others = against.filter((chip) => chip !== name);
      if (others.length === 0 && chips[name](row, isPinned)) counts[name] += 1;
    }
  }
  return { rows: left, counts };
}
