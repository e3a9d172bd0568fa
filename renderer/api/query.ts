import { useQuery, useQueryCache, type EntryKey, type UseQueryReturn } from '@pinia/colada';
import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowReactive, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { Failure } from '../../electron/contract/index.ts';
import { features } from '../../electron/contract/procedure.ts';
import { metaOf, pathOf, useCall, type InputOf, type OutputOf, type Procedure } from './client.ts';
import { toFailure, type CallFailed } from './failure.ts';

/** The cache key of a procedure with an input; without an input, of all its answers. */
export const keyOf = <P extends Procedure>(procedure: P, input?: InputOf<P>): EntryKey =>
  input === undefined ? [...pathOf(procedure)] : [...pathOf(procedure), JSON.parse(JSON.stringify(input))];

export interface ReadOptions {
  /** False keeps the read from being made. */
  enabled?: MaybeRefOrGetter<boolean>;
  /** How long an answer counts as fresh, ms; 5 s unless said. */
  staleTime?: number;
  /** Reads again after so many ms while the page can be seen. */
  every?: number;
}

export type Read<Output> = UseQueryReturn<Output, CallFailed> & { failure: ComputedRef<Failure | null> };

/** Reads through the cache: `useRead(contract.queues.get, () => ({ scope, queueUrl }))`. */
export function useRead<P extends Procedure>(
  procedure: P,
  input: MaybeRefOrGetter<InputOf<P>>,
  options: ReadOptions = {},
): Read<OutputOf<P>> {
  const call = useCall();
  const query = useQuery<OutputOf<P>, CallFailed>({
    key: () => keyOf(procedure, toValue(input)),
    query: ({ signal }) => call(procedure, toValue(input), { signal }),
    enabled: options.enabled ?? true,
    staleTime: options.staleTime ?? 5_000,
  });
  if (options.every !== undefined) {
    const visibility = useDocumentVisibility();
    useIntervalFn(() => {
      if (visibility.value === 'visible' && toValue(options.enabled ?? true)) void query.refetch();
    }, options.every);
  }
  return { ...query, failure: computed(() => (query.error.value ? toFailure(query.error.value) : null)) };
}

/** How many acts of a feature were made on this page; lists that read themselves page by page follow it. */
export const useActsMade = defineStore('acts-made', () => {
  const made = shallowReactive(new Map<string, number>());
  return {
    of: (feature: string): number => made.get(feature) ?? 0,
    add: (feature: string): void => void made.set(feature, (made.get(feature) ?? 0) + 1),
  };
});

/** Drops what a procedure's effect made stale: its own feature, and what its `touches` names. */
export function useInvalidation(): (procedure: Procedure) => Promise<void> {
  const cache = useQueryCache();
  const made = useActsMade();
  return async (procedure) => {
    const dropped = new Set([pathOf(procedure)[0], 'audit', ...metaOf(procedure).touches]);
    // A refetch that fails shows at its own query; here it must not fail the act that was done.
    const reading = [...dropped].map((feature) => cache.invalidateQueries({ key: [feature] }));
    const [own] = pathOf(procedure);
    if (metaOf(procedure).effect !== 'look') made.add(own);
    await Promise.allSettled(reading);
  };
}

/** Reads again what failed, everywhere on the page: for when someone has signed in. */
export function useFailedAgain(): () => Promise<void> {
  const cache = useQueryCache();
  const made = useActsMade();
  return async () => {
    const reading = cache.invalidateQueries({ predicate: ({ state }) => state.value.status === 'error' });
    // Lists that read themselves page by page are no active queries.
    features.forEach(made.add);
    await reading.catch(() => undefined);
  };
}
