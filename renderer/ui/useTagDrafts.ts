import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { changedTags, doubleKeys, toTagDrafts, toTags, type TagDraft } from './tag-drafts.ts';

export interface TagEditing {
  /** Null while nothing is edited. */
  drafts: Ref<TagDraft[] | null>;
  /** The tags as they would be. */
  next: ComputedRef<Record<string, string>>;
  change: ComputedRef<ReturnType<typeof changedTags>>;
  /** Tags that would be set or taken away. */
  count: ComputedRef<number>;
  hasDoubles: ComputedRef<boolean>;
  /** Begins with the tags that there are. */
  begin(tags: Readonly<Record<string, string>>): void;
}

/** The tags of something while they are edited, and what would change. */
export function useTagDrafts(): TagEditing {
  const drafts = ref<TagDraft[] | null>(null);
  let start: Readonly<Record<string, string>> = {};
  const next = computed(() => toTags(drafts.value ?? []));
  const change = computed(() => changedTags(start, next.value));
  return {
    drafts,
    next,
    change,
    count: computed(() => Object.keys(change.value.set).length + change.value.remove.length),
    hasDoubles: computed(() => doubleKeys(drafts.value ?? []).size > 0),
    begin(tags) {
      start = { ...tags };
      drafts.value = toTagDrafts(start);
    },
  };
}
