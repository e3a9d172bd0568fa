import { refDebounced } from '@vueuse/core';
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import {
  contract,
  type CaptureFilter,
  type QueueDetail,
  type Scope,
} from '../../../../electron/contract/index.ts';
import type { OutputOf } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { useRouteQuery } from '../../../stores/route-query.ts';
import { looksLikeExpression } from './cause-title.ts';

type FailureGroups = OutputOf<typeof contract.captures.groups>;

/** The kept messages of one dead-letter queue by cause, with what was asked of them in the route. */
export function useDeadLetterGroups(scope: Scope, detail: MaybeRefOrGetter<QueueDetail>) {
  const covered = useRead(
    contract.captures.coverage,
    () => ({ queues: [{ scope, queueUrl: toValue(detail).url }] }),
    { staleTime: 0, every: 2_000 },
  );
  const coverage = computed(() => covered.data.value?.[0] ?? null);
  const path = useRouteQuery('by');
  const search = useRouteQuery('q');
  /** `text` or `where` where the person chose; else as it looks. */
  const manner = useRouteQuery('as');
  const before = useRouteQuery('to');
  const settled = refDebounced(search, 300);
  const isExpression = computed(() =>
    manner.value === '' ? looksLikeExpression(settled.value) : manner.value === 'where',
  );
  /** What is believed to be in the queue. */
  const queue = computed<CaptureFilter>(() => ({
    sources: coverage.value?.source == null ? [] : [coverage.value.source],
    inQueue: true,
  }));
  const filter = computed<CaptureFilter>(() => {
    const asked = settled.value.trim();
    return {
      ...queue.value,
      ...(before.value !== '' && { to: Number(before.value) }),
      ...(asked !== '' && (isExpression.value ? { where: asked } : { text: asked })),
    };
  });
  const hasSource = computed(() => (coverage.value?.source ?? null) !== null);
  const read = useRead(contract.captures.groups, () => ({ filter: filter.value, path: path.value }), {
    enabled: hasSource,
    staleTime: 1_000,
  });
  watch(
    () => [coverage.value?.inQueue, coverage.value?.last?.endedAt],
    (_, old) => {
      if (old[0] !== undefined) void read.refetch();
    },
  );
  // What was read last stays while the next answer is on its way.
  const answered = shallowRef<{ data: FailureGroups; filter: CaptureFilter } | null>(null);
  watch(
    () => read.data.value,
    (data) => {
      if (data) answered.value = { data, filter: filter.value };
    },
    { immediate: true },
  );
  return {
    coverage,
    coverageFailure: covered.failure,
    path,
    search,
    before,
    isExpression,
    toggleManner: () => (manner.value = isExpression.value ? 'text' : 'where'),
    isFiltered: computed(() => settled.value.trim() !== '' || before.value !== ''),
    clear: async () => {
      search.value = '';
      await Promise.resolve();
      before.value = '';
    },
    queue,
    /** Of what is shown: while a search is being typed, of the one before. */
    filter: computed(() => answered.value?.filter ?? filter.value),
    answer: computed(() => (hasSource.value ? (answered.value?.data ?? null) : null)),
    failure: read.failure,
    loading: computed(() => covered.isLoading.value || read.isLoading.value),
    refetch: () => void read.refetch(),
  };
}

/** See {@link useDeadLetterGroups}. */
export type DeadLetterGroups = ReturnType<typeof useDeadLetterGroups>;
