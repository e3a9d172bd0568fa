import { computed, type ComputedRef } from 'vue';
import {
  contract,
  type QueueDetail,
  type QueuePlace,
  type Scope,
} from '../../../../electron/contract/index.ts';
import { isQueueName } from '../../../../electron/domain/arn.ts';
import { useRead } from '../../../api/query.ts';
import { usePlaces } from './places.ts';
import type { RedriveDraft } from '../draft/draft.ts';

/** Another queue of any profile in view, as it is typed. */
export interface QueueTarget {
  scopes: ComputedRef<readonly { value: string; label: string }[]>;
  names: ComputedRef<readonly string[]>;
  place: ComputedRef<QueuePlace | null>;
  /** True when what was typed names no queue there. */
  unknown: ComputedRef<boolean>;
}

export function useQueueTarget(draft: RedriveDraft, source: Scope): QueueTarget {
  const { options, scopeOf } = usePlaces(source);
  const scope = computed(() => scopeOf(draft.place));
  const list = useRead(contract.queues.list, () => ({ scope: scope.value }), {
    enabled: () => draft.goal === 'queue',
    staleTime: 1_000,
  });
  const queues = computed(() => list.data.value?.queues ?? []);
  const url = computed(() => {
    const given = draft.queue.trim();
    if (/^https?:\/\//.test(given)) return given;
    const found = queues.value.find(({ name }) => name === given)?.url;
    if (found || !list.data.value?.cursor || !isQueueName(given)) return found ?? null;
    // Past the first thousand: named as its neighbours are; the plan says when it is not there.
    return queues.value[0]?.url.replace(/[^/]+$/, given) ?? null;
  });
  return {
    scopes: options,
    names: computed(() => queues.value.map(({ name }) => name)),
    place: computed(() => (url.value === null ? null : { scope: scope.value, queueUrl: url.value })),
    unknown: computed(() => url.value === null && draft.queue.trim() !== '' && !list.isLoading.value),
  };
}

/** A queue with all attributes, where it may be read. */
export const useQueueAt = (
  place: () => QueuePlace | null,
): { detail: ComputedRef<QueueDetail | null>; denied: ComputedRef<boolean> } => {
  const read = useRead(
    contract.queues.get,
    () => place() ?? { scope: { profile: '-', region: 'us-east-1' }, queueUrl: '-' },
    { enabled: () => place() !== null, staleTime: 30_000 },
  );
  return {
    detail: computed(() => (place() ? (read.data.value ?? null) : null)),
    denied: computed(() => place() !== null && read.failure.value !== null),
  };
};
