import { computed, onScopeDispose, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { contract, type QueueRef, type Scope } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import { usePerItem } from '../../api/per-item.ts';
import { useScopedList, type ScopeListing } from '../../api/scoped-list.ts';
import { useStream } from '../../api/stream.ts';
import { scopeKey } from '../../stores/workspace.ts';
import { toRows, type QueueRow } from './queue-rows.ts';
import { queueKey, useQueueReadings } from './readings.ts';

/** Queues described in one call; small, so that the first rows fill early. */
const DESCRIBED_AT_ONCE = 20;
/** Queues of a scope that are described unasked; those beyond it when they come into view. */
const DESCRIBED_UNASKED = 1_000;
/** Queues watched at most in one scope. */
const WATCHED = 100;

export interface QueueList {
  /** All queues of all scopes, in the order of the scopes, names sorted. */
  rows: ComputedRef<QueueRow[]>;
  /** How far each scope is, and why one failed. */
  scopes: ComputedRef<ScopeListing<QueueRef>[]>;
  /** True until every scope listed its names or failed. */
  loading: ComputedRef<boolean>;
  /** Queues whose attributes were read. */
  described: ComputedRef<number>;
  /** Lists the names again, of one scope or all. */
  refresh(scope?: Scope): void;
}

/**
 * The queues of many scopes as one list: names first, then attributes, rows in view first, then live counts of the
 * rows in view.
 * @param inView keys of the rows that can be seen; none when absent, and then nothing is watched
 */
export function useQueueList(
  scopes: MaybeRefOrGetter<readonly Scope[]>,
  inView: MaybeRefOrGetter<readonly string[]> = [],
): QueueList {
  const call = useCall();
  const store = useQueueReadings();
  const { listings, refresh } = useScopedList(
    scopes,
    contract.queues.list,
    (scope, cursor) => ({ scope, cursor }),
    ({ queues, cursor }) => ({ items: queues, cursor }),
  );
  const rows = computed(() => toRows(listings.value, store.readings));
  const control = new AbortController();
  const pumping = new Set<string>();

  /** The next queues to describe in a scope: those in view, then the others up to the bound. */
  function wanted({ scope, items }: ScopeListing<QueueRef>): string[] {
    const unread = (url: string): boolean => !store.readings.has(queueKey(scope, url));
    const seen = new Set(toValue(inView));
    const urls = items.filter(({ url }) => seen.has(queueKey(scope, url)) && unread(url));
    const others = items.slice(0, DESCRIBED_UNASKED).filter(({ url }) => unread(url));
    return [...new Set([...urls, ...others].map(({ url }) => url))].slice(0, DESCRIBED_AT_ONCE);
  }

  async function describe(scope: Scope, urls: string[]): Promise<void> {
    try {
      store.take(scope, await call(contract.queues.describe, { scope, urls }, { signal: control.signal }));
    } catch (error) {
      if (control.signal.aborted) return;
      const failure = toFailure(error);
      store.take(
        scope,
        urls.map((url) => ({ url, summary: null, failure })),
      );
    }
  }

  async function pump(name: string): Promise<void> {
    if (pumping.has(name)) return;
    pumping.add(name);
    for (;;) {
      const listing = listings.value.find(({ scope }) => scopeKey(scope) === name);
      const urls = listing ? wanted(listing) : [];
      if (!listing || urls.length === 0 || control.signal.aborted) break;
      await describe(listing.scope, urls);
    }
    pumping.delete(name);
  }

  watch(
    [listings, () => toValue(inView)],
    () => listings.value.forEach(({ scope }) => void pump(scopeKey(scope))),
    {
      immediate: true,
    },
  );
  onScopeDispose(() => control.abort());

  usePerItem(scopes, scopeKey, (scope) => {
    const prefix = queueKey(scope, '');
    const urls = computed(() =>
      toValue(inView)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length))
        .slice(0, WATCHED)
        .sort(),
    );
    useStream(
      contract.queues.watch,
      () => ({ scope, urls: urls.value }),
      (events) => events.forEach((event) => store.take(scope, event)),
      { enabled: () => urls.value.length > 0 },
    );
  });

  return {
    rows,
    scopes: listings,
    loading: computed(() => listings.value.some(({ state }) => state === 'loading')),
    described: computed(() => rows.value.filter(({ summary }) => summary !== null).length),
    refresh,
  };
}
