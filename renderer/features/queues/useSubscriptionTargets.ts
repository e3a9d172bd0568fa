import { defineStore } from 'pinia';
import { computed, shallowRef, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import {
  contract,
  type Failure,
  type Scope,
  type SubscriptionDeadLetters,
} from '../../../electron/contract/index.ts';
import { useScopedList } from '../../api/scoped-list.ts';
import { scopeKey } from '../../stores/workspace.ts';

/** A page of subscriptions: those with a dead-letter queue, and what of the page could not be read. */
interface Part {
  found: readonly SubscriptionDeadLetters[];
  read: number;
  unread: number;
  failure: Failure | null;
  cut: boolean;
}

/** The queues that subscriptions name, as far as they were read in this session: every list marks them. */
export const useSubscriptionTargets = defineStore('subscription-targets', () => {
  const byArn = shallowRef<ReadonlyMap<string, readonly SubscriptionDeadLetters[]>>(new Map());
  const key = (scope: Scope, arn: string): string => `${scopeKey(scope)} ${arn}`;
  return {
    of: (scope: Scope, arn: string): readonly SubscriptionDeadLetters[] =>
      byArn.value.get(key(scope, arn)) ?? [],
    take(parts: readonly { scope: Scope; found: readonly SubscriptionDeadLetters[] }[]): void {
      const all = new Map<string, SubscriptionDeadLetters[]>();
      for (const { scope, found } of parts)
        for (const one of found) {
          const at = key(scope, one.deadLetterTargetArn);
          all.set(at, [...(all.get(at) ?? []), one]);
        }
      byArn.value = all;
    },
  };
});

/** Subscriptions of a scope that could not be read; `unread` is null where none could be listed. */
export interface SubscriptionGap {
  scope: Scope;
  unread: number | null;
  failure: Failure;
}

/** How far the subscriptions of the scopes in view were read. */
export interface SubscriptionReading {
  loading: ComputedRef<boolean>;
  read: ComputedRef<number>;
  /** Subscriptions or whole scopes that could not be read, with the reason. */
  gaps: ComputedRef<SubscriptionGap[]>;
  /** True where a scope has more subscriptions than are read. */
  cut: ComputedRef<boolean>;
  refresh(): void;
}

/** Reads which subscriptions name a dead-letter queue, and tells the store. */
export function useSubscriptionReading(scopes: MaybeRefOrGetter<readonly Scope[]>): SubscriptionReading {
  const store = useSubscriptionTargets();
  const { listings, refresh } = useScopedList(
    scopes,
    contract.subscriptions.deadLetters,
    (scope, cursor) => ({ scope, cursor }),
    ({ cursor, ...part }): { items: Part[]; cursor?: string } => ({ items: [part], cursor }),
  );
  watch(
    listings,
    (all) =>
      store.take(all.map(({ scope, items }) => ({ scope, found: items.flatMap(({ found }) => found) }))),
    { immediate: true },
  );
  const parts = computed(() => listings.value.flatMap(({ items }) => items));
  return {
    loading: computed(() => listings.value.some(({ state }) => state === 'loading')),
    read: computed(() => parts.value.reduce((sum, { read }) => sum + read, 0)),
    gaps: computed(() =>
      listings.value.flatMap(({ scope, items, failure }): SubscriptionGap[] => {
        if (failure) return [{ scope, unread: null, failure }];
        const unread = items.reduce((sum, one) => sum + one.unread, 0);
        const why = items.find((one) => one.failure)?.failure;
        return why ? [{ scope, unread, failure: why }] : [];
      }),
    ),
    cut: computed(() => parts.value.some(({ cut }) => cut)),
    refresh: () => refresh(),
  };
}
