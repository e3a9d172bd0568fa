import { computed, type ComputedRef, type WritableComputedRef } from 'vue';
import { useRouteQuery } from '../../stores/route-query.ts';
import { useSettings } from '../../stores/settings.ts';
import { type Chip, filterTopics, isChip } from './topic-rows.ts';
import { hasTag, toTagTexts } from './topic-tags.ts';
import type { TopicRow } from './useTopicList.ts';

export interface TopicFiltering {
  search: WritableComputedRef<string>;
  tag: WritableComputedRef<string>;
  active: WritableComputedRef<readonly string[]>;
  isFiltered: ComputedRef<boolean>;
  /** Takes the last filter away: chips, then the tag, then the words. */
  drop(): void;
  /** What a list's rows are under the filter. */
  over(rows: () => readonly TopicRow[]): {
    rows: ComputedRef<TopicRow[]>;
    counts: ComputedRef<Record<Chip, number>>;
    /** Tags that were read, as `key=value`. */
    tags: ComputedRef<string[]>;
    tagCount: ComputedRef<number | null>;
  };
}

/** What the list of topics is filtered by, kept in the route. */
export function useTopicFilter(): TopicFiltering {
  const settings = useSettings();
  const search = useRouteQuery('q');
  const shown = useRouteQuery('show');
  const tag = useRouteQuery('tag');
  const active = computed({
    get: (): readonly string[] => shown.value.split(',').filter(isChip),
    set: (chips) => (shown.value = chips.join(',')),
  });
  return {
    search,
    tag,
    active,
    isFiltered: computed(() => search.value !== '' || active.value.length > 0 || tag.value !== ''),
    drop() {
      if (active.value.length > 0) shown.value = '';
      else if (tag.value !== '') tag.value = '';
      else search.value = '';
    },
    over(rows) {
      const filtered = computed(() =>
        filterTopics(rows(), {
          search: search.value,
          chips: active.value.filter(isChip),
          tag: tag.value,
          isPinned: ({ key }) => settings.pinnedKeys.has(key),
        }),
      );
      return {
        rows: computed(() => filtered.value.rows),
        counts: computed(() => filtered.value.counts),
        tags: computed(() =>
          [...new Set(rows().flatMap((row) => toTagTexts(row.tags ?? {})))].sort().slice(0, 200),
        ),
        tagCount: computed(() =>
          tag.value === '' ? null : rows().filter((row) => hasTag(row, tag.value)).length,
        ),
      };
    },
  };
}
