import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { contract } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { useDescribing } from '../../api/describing.ts';
import type { ScopeListing } from '../../api/scoped-list.ts';
import type { ListedQueue } from './queue-rows.ts';
import { queueKey, useQueueReadings } from './readings.ts';

/** Tags are a call a queue: they are read for no row, for the rows in view (a column), or for all (a filter). */
export type TagReach = 'none' | 'view' | 'all';

const asked = new Set<string>();

/** Reads the tags of listed queues as far as they are wanted. */
export function useTagReading(
  listings: ComputedRef<ScopeListing<ListedQueue>[]>,
  inView: MaybeRefOrGetter<readonly string[]>,
  reach: MaybeRefOrGetter<TagReach>,
): void {
  const call = useCall();
  const store = useQueueReadings();
  const seen = computed(() => (toValue(reach) === 'none' ? [] : toValue(inView)));
  const keys = computed(() => new Set(seen.value));
  useDescribing(listings, seen, {
    idOf: ({ url }: ListedQueue) => url,
    known: (scope, url) => {
      const reading = store.peek(queueKey(scope, url));
      return reading !== undefined && (reading.tags !== null || reading.tagsFailure !== null);
    },
    inView: (scope, url) => keys.value.has(queueKey(scope, url)),
    describe: async (scope, urls, signal) =>
      store.takeTags(scope, await call(contract.queues.tags, { scope, urls }, { signal })),
    failed: (scope, urls, failure) =>
      store.takeTags(
        scope,
        urls.map((url) => ({ url, tags: null, failure })),
      ),
    unasked: () => (toValue(reach) === 'all' ? Infinity : 0),
    asked,
  });
}
