import { useLocalStorage } from '@vueuse/core';
import { computed, shallowReactive, watch, type ComputedRef, type Ref } from 'vue';
import type { Scope, WatchedQueue } from '../../../electron/contract/index.ts';
import { queueKey } from './readings.ts';

/** How often the rows in view are read again. */
export interface Pace {
  /** Rows of which a period is known. */
  rows: number;
  /** Seconds. */
  shortest: number;
  longest: number;
  /** True while an endpoint asks for fewer calls. */
  throttled: boolean;
}

/** Periods to choose from, ms; `0` stops the live counts. */
export const periods = [2_000, 5_000, 15_000, 60_000, 0] as const;

/** The chosen shortest period, kept on this machine. */
export function usePeriod(): { text: Ref<string>; every: ComputedRef<number | null> } {
  const text = useLocalStorage('queues:every', '2000');
  const every = computed(() => {
    const chosen = periods.find((period) => String(period) === text.value) ?? periods[0];
    return chosen === 0 ? null : chosen;
  });
  return { text, every };
}

/** Follows what the watch says of its own pace, for the rows that can be seen. */
export function usePace(inView: ComputedRef<ReadonlySet<string>>): {
  pace: ComputedRef<Pace | null>;
  follow(scope: Scope, event: readonly WatchedQueue[]): void;
} {
  const known = shallowReactive(new Map<string, Pick<WatchedQueue, 'period' | 'throttled'>>());
  watch(inView, (keys) => {
    for (const key of [...known.keys()]) if (!keys.has(key)) known.delete(key);
  });
  return {
    follow(scope, event) {
      for (const { url, period, throttled } of event)
        if (inView.value.has(queueKey(scope, url))) known.set(queueKey(scope, url), { period, throttled });
    },
    pace: computed(() => {
      const all = [...known.values()];
      if (all.length === 0) return null;
      const seconds = all.map(({ period }) => Math.round(period / 1000));
      return {
        rows: all.length,
        shortest: Math.min(...seconds),
        longest: Math.max(...seconds),
        throttled: all.some(({ throttled }) => throttled),
      };
    }),
  };
}
