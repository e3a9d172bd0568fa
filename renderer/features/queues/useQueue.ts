import { computed, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import {
  contract,
  type Failure,
  type QueueCounts,
  type QueueDetail,
  type Scope,
} from '../../../electron/contract/index.ts';
import { useRead } from '../../api/query.ts';
import { useStream } from '../../api/stream.ts';
import { queueKey, useQueueReadings } from './readings.ts';

export interface OneQueue {
  /** The queue's URL; null while a name is being looked up or when there is none of that name. */
  url: ComputedRef<string | null>;
  detail: ComputedRef<QueueDetail | null>;
  /** The newest counts, live while the page can be seen. */
  counts: ComputedRef<QueueCounts | null>;
  failure: ComputedRef<Failure | null>;
  /** True when AWS no longer knows the queue that was shown here: it was deleted, or its region was left. */
  gone: ComputedRef<boolean>;
  refresh(): void;
}

/** One queue by its URL, or by its name as a link from elsewhere may give it. */
export function useQueue(scope: MaybeRefOrGetter<Scope>, id: MaybeRefOrGetter<string>): OneQueue {
  const store = useQueueReadings();
  const isUrl = computed(() => toValue(id).includes('/'));
  const named = useRead(
    contract.queues.list,
    () => ({ scope: toValue(scope), prefix: toValue(id).slice(0, 80) }),
    { enabled: () => !isUrl.value, staleTime: 60_000 },
  );
  const place = computed(() => `${toValue(scope).profile} ${toValue(scope).region} ${toValue(id)}`);
  const listed = computed(() => named.data.value?.queues.find(({ name }) => name === toValue(id))?.url);
  // Once found, a name stands for its URL: a queue deleted meanwhile is no longer listed, and what was typed for it stays.
  const found = shallowRef<{ place: string; url: string }>();
  watch(
    listed,
    (now) => {
      if (now) found.value = { place: place.value, url: now };
    },
    { immediate: true },
  );
  const url = computed(() => {
    if (isUrl.value) return toValue(id);
    return listed.value ?? (found.value?.place === place.value ? found.value.url : null);
  });
  const read = useRead(contract.queues.get, () => ({ scope: toValue(scope), queueUrl: url.value ?? '-' }), {
    enabled: () => url.value !== null,
    staleTime: 15_000,
  });
  watch(
    () => read.data.value,
    (detail) => {
      if (detail) store.takeDetail(toValue(scope), detail);
    },
    { immediate: true },
  );
  const reading = computed(() => (url.value ? store.of(queueKey(toValue(scope), url.value)) : undefined));
  const gone = computed(
    () => read.failure.value?.code === 'NOT_FOUND' || reading.value?.failure?.code === 'NOT_FOUND',
  );
  useStream(
    contract.queues.watch,
    () => ({ scope: toValue(scope), urls: [url.value ?? '-'] }),
    (events) => events.forEach((event) => store.take(toValue(scope), event)),
    // A queue that is gone is not asked for again and again.
    { enabled: () => url.value !== null && read.data.value !== undefined && !gone.value },
  );
  const live = computed(() => reading.value?.summary?.counts ?? null);
  const counts = computed(() => {
    const given = read.data.value?.counts ?? null;
    return live.value && (!given || live.value.at >= given.at) ? live.value : given;
  });
  const failure = computed((): Failure | null => {
    if (named.failure.value) return named.failure.value;
    if (!isUrl.value && named.data.value && url.value === null)
      return { code: 'NOT_FOUND', message: '', retryable: false, resource: toValue(id) };
    return read.failure.value;
  });
  return {
    url,
    detail: computed(() => read.data.value ?? null),
    counts,
    failure,
    gone,
    refresh: () => {
      store.forgetFailed();
      void (url.value === null ? named.refetch() : read.refetch());
    },
  };
}
