import { refDebounced, useLocalStorage } from '@vueuse/core';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import {
  contract,
  type Failure,
  type SeenColumn,
  type SeenMatch,
  type SeenMessage,
} from '../../../electron/contract/index.ts';
import { useRead } from '../../api/query.ts';
import { useRouteQuery } from '../../stores/route-query.ts';
import { fitsFilter, type SeenFilter } from './seen-filter.ts';
import type { QueuePlace } from './useSeen.ts';

export interface SeenView {
  search: Ref<string>;
  filter: ComputedRef<SeenFilter>;
  /** Changes the given parts of the filter. */
  narrow(change: Partial<SeenFilter>): void;
  /** Drops search and filter. */
  clear(): void;
  narrowed: ComputedRef<boolean>;
  /** What is shown. */
  rows: ComputedRef<SeenMessage[]>;
  /** Where the search was found, by MessageId; null while nothing is searched. */
  matches: ComputedRef<ReadonlyMap<string, SeenMatch> | null>;
  searching: ComputedRef<boolean>;
  failure: ComputedRef<Failure | null>;
  /** Columns of the user's choice for this queue. */
  extra: Ref<SeenColumn[]>;
  /** Values of these by MessageId. */
  values: ComputedRef<Readonly<Record<string, readonly (string | null)[]>>>;
}

/** How long the search waits for the next key, ms. */
const PAUSE = 150;

/** What of the seen messages is shown, and in which columns. */
export function useSeenView(place: () => QueuePlace, messages: () => readonly SeenMessage[]): SeenView {
  const search = useRouteQuery('text');
  const route = useRoute();
  const router = useRouter();
  const word = (name: string): string => {
    const value = route.query[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const count = (name: string): number | null => (/^\d+$/.test(word(name)) ? Number(word(name)) : null);
  /** Several words of the route at once: one after the other, each would undo the one before. */
  function setWords(words: Record<string, string>): void {
    const query = Object.entries({ ...route.query, ...words }).filter(([, value]) => value !== '');
    void router.replace({ query: Object.fromEntries(query) });
  }

  const filter = computed<SeenFilter>(() => ({
    groupId: word('group'),
    attribute: word('attribute'),
    within: count('within'),
    receives: count('receives'),
  }));
  const settled = refDebounced(search, PAUSE);
  const found = useRead(contract.messages.find, () => ({ ...place(), text: settled.value.trim() || '-' }), {
    enabled: () => settled.value.trim() !== '',
    staleTime: 0,
  });
  const matches = computed(() =>
    settled.value.trim() === ''
      ? null
      : new Map((found.data.value?.matches ?? []).map((match) => [match.messageId, match])),
  );
  const rows = computed(() => {
    const now = Date.now();
    const hits = matches.value;
    return messages().filter(
      (message) => (hits === null || hits.has(message.messageId)) && fitsFilter(message, filter.value, now),
    );
  });

  const kept = useLocalStorage<Record<string, SeenColumn[]>>('columns:messages', {});
  const key = computed(() => {
    const { scope, queueUrl } = place();
    return `${scope.profile} ${scope.region} ${queueUrl}`;
  });
  const extra = computed<SeenColumn[]>({
    get: () => kept.value[key.value] ?? [],
    set: (columns) => {
      const { [key.value]: _old, ...others } = kept.value;
      kept.value = columns.length === 0 ? others : { ...others, [key.value]: columns };
    },
  });
  const picked = useRead(
    contract.messages.pick,
    () => ({
      ...place(),
      columns: extra.value.length > 0 ? extra.value : [{ kind: 'path' as const, name: '-' }],
    }),
    { enabled: () => extra.value.length > 0, staleTime: 0 },
  );

  return {
    search,
    filter,
    narrow(change) {
      const { within, receives, groupId, attribute } = { ...filter.value, ...change };
      setWords({
        group: groupId,
        attribute,
        within: within === null ? '' : String(within),
        receives: receives === null ? '' : String(receives),
      });
    },
    clear: () => setWords({ text: '', group: '', attribute: '', within: '', receives: '' }),
    narrowed: computed(
      () =>
        search.value.trim() !== '' ||
        Object.values(filter.value).some((part) => part !== '' && part !== null),
    ),
    rows,
    matches,
    searching: computed(() => settled.value.trim() !== '' && found.data.value === undefined),
    failure: computed(() => (settled.value.trim() === '' ? picked.failure.value : found.failure.value)),
    extra,
    values: computed(() => (extra.value.length > 0 ? (picked.data.value?.values ?? {}) : {})),
  };
}
