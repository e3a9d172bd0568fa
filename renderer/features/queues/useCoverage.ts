import { computed, ref, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { contract, type CaptureCoverage, type QueuePlace } from '../../../electron/contract/index.ts';
import { useRead } from '../../api/query.ts';
import type { AskedQueue } from './useAsked.ts';
import { queueKey } from './readings.ts';

/** Queues of one question; it costs no call to AWS. */
const MOST = 500;

/** What the captures hold of queues, by the queue's key. */
export function useCoverage(queues: MaybeRefOrGetter<readonly AskedQueue[]>): {
  of: ComputedRef<ReadonlyMap<string, CaptureCoverage>>;
  read: ComputedRef<boolean>;
} {
  // Only another choice of queues is another question: rows change with every reading.
  const places = shallowRef<QueuePlace[]>([]);
  watch(
    () =>
      toValue(queues)
        .slice(0, MOST)
        .map(({ key }) => key)
        .join('\n'),
    () =>
      (places.value = toValue(queues)
        .slice(0, MOST)
        .map(({ scope, url }) => ({
          scope: { profile: scope.profile, region: scope.region },
          queueUrl: url,
        }))),
    { immediate: true },
  );
  const read = useRead(contract.captures.coverage, () => ({ queues: places.value }), {
    enabled: () => places.value.length > 0,
    every: 5_000,
  });
  let last: CaptureCoverage[] = [];
  const answered = ref(false);
  watch(read.status, (status) => (answered.value ||= status !== 'pending'), { immediate: true });
  return {
    // While another choice of queues is asked about, what was known of the others stays.
    of: computed(() => {
      last = read.data.value ?? last;
      return new Map(last.map((one) => [queueKey(one.scope, one.queueUrl), one]));
    }),
    /** True once anything was answered, or failed. */
    read: computed(() => answered.value),
  };
}
