import type { ComposerTranslation } from 'vue-i18n';
import type { GridColumn } from '../../ui/grid/columns.ts';
import type { TopicRow } from './useTopicList.ts';

/** Tags as a list writes them, in the order of their keys. */
export const toTagTexts = (tags: Readonly<Record<string, string>>): string[] =>
  Object.keys(tags)
    .sort()
    .map((key) => (tags[key] ? `${key}=${tags[key]}` : key));

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

/** Does a row carry a tag, written as `key` or `key=value`? Tags are case-sensitive, as AWS takes them. */
export function hasTag({ tags }: TopicRow, tag: string): boolean {
  const at = tag.indexOf('=');
  const [key, value] = at < 0 ? [tag.trim(), null] : [tag.slice(0, at).trim(), tag.slice(at + 1).trim()];
  const found = tags && Object.hasOwn(tags, key) ? tags[key] : undefined;
  return found !== undefined && (value === null || found === value);
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

/** The columns of the list of topics, in their order: name, scope, facts, figures. */
export const toTopicColumns = (t: ComposerTranslation): GridColumn<TopicRow>[] => [
  { key: 'name', label: t('topics.column.name'), fixed: true, value: ({ name }) => name },
  {
    key: 'scope',
    label: t('topics.column.scope'),
    width: 190,
    value: ({ scope }) => `${scope.profile} ${scope.region}`,
  },
  {
    key: 'account',
    label: t('topics.column.account'),
    width: 112,
    hidden: true,
    value: ({ summary }) => summary?.account || null,
  },
  {
    key: 'kind',
    label: t('topics.column.kind'),
    width: 110,
    optional: true,
    value: ({ fifo }) => (fifo ? 0 : 1),
  },
  {
    key: 'confirmed',
    label: t('topics.column.confirmed'),
    width: 112,
    align: 'end',
    value: ({ summary }) => summary?.subscriptionsConfirmed ?? null,
  },
  {
    key: 'pending',
    label: t('topics.column.pending'),
    width: 80,
    align: 'end',
    value: ({ summary }) => summary?.subscriptionsPending ?? null,
  },
  {
    key: 'displayName',
    label: t('topics.column.displayName'),
    width: 150,
    optional: true,
    value: ({ summary }) => summary?.displayName || null,
  },
  {
    key: 'deduplication',
    label: t('topics.column.deduplication'),
    width: 130,
    hidden: true,
    value: ({ fifo, summary }) => (fifo && summary ? (summary.contentBasedDeduplication ? 0 : 1) : null),
  },
  {
    key: 'throughput',
    label: t('topics.column.throughput'),
    width: 120,
    hidden: true,
    value: ({ summary }) => summary?.throughputScope ?? null,
  },
  {
    key: 'archive',
    label: t('topics.column.archive'),
    width: 84,
    align: 'end',
    hidden: true,
    value: ({ summary }) => summary?.archiveDays ?? null,
  },
  {
    key: 'encryption',
    label: t('topics.column.encryption'),
    width: 150,
    hidden: true,
    value: ({ summary }) => summary?.kmsKeyId ?? null,
  },
  {
    key: 'tags',
    label: t('topics.column.tags'),
    width: 220,
    hidden: true,
    value: ({ tags }) => (tags ? (toTagTexts(tags)[0] ?? null) : null),
  },
  {
    key: 'largest',
    label: t('topics.column.largest'),
    width: 112,
    align: 'end',
    hidden: true,
    value: ({ summary }) => summary?.maximumMessageSize ?? null,
  },
];
