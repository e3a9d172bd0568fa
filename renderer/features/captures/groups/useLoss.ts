import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import {
  contract,
  type CaptureCoverage,
  type CaptureFilter,
  type QueueDetail,
} from '../../../../electron/contract/index.ts';
import { isFifoName } from '../../../../electron/domain/arn.ts';
import { EXPIRY, nearnessOf, toExpiry } from '../../../../electron/domain/expiry.ts';
import { useRead } from '../../../api/query.ts';
import { useSecond } from '../../../ui/second.ts';

const minute = 60_000;

/** Which kept messages of a dead-letter queue are lost next: within a day, or a while when none is lost so soon. */
export function useLoss(
  detail: MaybeRefOrGetter<QueueDetail>,
  coverage: MaybeRefOrGetter<CaptureCoverage | null>,
  queue: MaybeRefOrGetter<CaptureFilter>,
) {
  const now = useSecond();
  const retention = computed(() => toValue(detail).retentionPeriod);
  const expiry = computed(() =>
    toExpiry({
      sentAt: toValue(coverage)?.oldestSentAt ?? null,
      retention: retention.value,
      fifo: isFifoName(toValue(detail).url),
    }),
  );
  const near = computed(() => nearnessOf(expiry.value, now.value));
  const isNear = computed(() => near.value === 'now' || near.value === 'soon');
  /** First sent before this is lost within a day; moves by the minute, so that it is not asked every second. */
  const before = computed(
    () => Math.floor(now.value / minute) * minute + (EXPIRY.soon - (retention.value ?? 0)) * 1000,
  );
  const read = useRead(
    contract.captures.chosen,
    () => ({ filter: { ...toValue(queue), to: before.value } }),
    { enabled: isNear, staleTime: minute },
  );
  return {
    near,
    isNear,
    expiry,
    before,
    now,
    /** How many; null while that is not known. */
    count: computed(() => read.data.value?.messages.length ?? null),
  };
}

/** See {@link useLoss}. */
export type Loss = ReturnType<typeof useLoss>;
