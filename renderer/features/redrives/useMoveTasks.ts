import { useDocumentVisibility, useTimeoutFn } from '@vueuse/core';
import { computed, ref, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { contract, type Failure, type MoveTask, type Scope } from '../../../electron/contract/index.ts';
import { useRead } from '../../api/query.ts';
import { isActive, nextWait } from './move-task-pace.ts';

export interface MoveTasks {
  /** Newest first; null before they were read. */
  tasks: ComputedRef<MoveTask[] | null>;
  active: ComputedRef<MoveTask | null>;
  failure: ComputedRef<Failure | null>;
  refresh(): void;
}

/** The last tasks of a queue; followed while one runs and the page can be seen. */
export function useMoveTasks(place: MaybeRefOrGetter<{ scope: Scope; queueUrl: string }>): MoveTasks {
  const read = useRead(contract.redrives.tasks, () => toValue(place), { staleTime: 0 });
  const visibility = useDocumentVisibility();
  const tasks = computed(() => read.data.value?.tasks ?? null);
  const active = computed(() => tasks.value?.find(isActive) ?? null);
  const wait = ref(0);
  const timer = useTimeoutFn(() => void read.refetch(), wait, { immediate: false });
  let seen = '';
  watch(
    () => [read.asyncStatus.value, visibility.value, active.value !== null] as const,
    ([status, shown, runs]) => {
      timer.stop();
      if (status !== 'idle' || shown !== 'visible' || !runs) return;
      const now = JSON.stringify(tasks.value);
      wait.value = nextWait(wait.value, now !== seen);
      seen = now;
      timer.start();
    },
    { immediate: true },
  );
  return { tasks, active, failure: read.failure, refresh: () => void read.refetch() };
}
