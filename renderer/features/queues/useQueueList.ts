import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { contract, type QueueRef, type Scope } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { useDescribing } from '../../api/describing.ts';
import { usePerItem } from '../../api/per-item.ts';
import { useScopedList, type ScopeListing } from '../../api/scoped-list.ts';
import { useStream } from '../../api/stream.ts';
import { scopeKey } from '../../stores/workspace.ts';
import { toRows, type QueueRow } from './queue-rows.ts';
import { queueKey, useQueueReadings } from './readings.ts';

/** Queues watched at most in one scope. */
const WATCHED = 100;

export interface QueueList {
  /** All queues of all scopes, in the order of the scopes. */
  rows: ComputedRef<QueueRow[]>;
  /** How far each scope is, and why one failed. */
  scopes: ComputedRef<ScopeListing<QueueRef>[]>;
  /** True while a scope still lists its names. */
  loading: ComputedRef<boolean>;
  /** Queues whose attributes were read. */
  described: ComputedRef<number>;
  /** Lists the names again, of one scope or all, and tries failed queues again. */
  refresh(scope?: Scope): void;
}

/**
 * The queues of many scopes as one list: names first, then attributes, rows in view first, then live counts of the
 * rows in view.
 * @param inView keys of the rows that can be seen; when absent nothing is watched
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
  const seen = computed(() => new Set(toValue(inView)));

  useDescribing(listings, inView, {
    idOf: ({ url }: QueueRef) => url,
    known: (scope, url) => store.readings.has(queueKey(scope, url)),
    inView: (scope, url) => seen.value.has(queueKey(scope, url)),
    describe: async (scope, urls, signal) =>
      store.take(scope, await call(contract.queues.describe, { scope, urls }, { signal })),
    failed: (scope, urls, failure) =>
      store.take(
        scope,
        urls.map((url) => ({ url, summary: null, failure })),
      ),
  });

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
    refresh: (scope) => {
      store.forgetFailed();
      refresh(scope);
    },
  };
}
