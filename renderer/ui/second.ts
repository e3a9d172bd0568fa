import { useIntervalFn } from '@vueuse/core';
import { readonly, ref, type Ref } from 'vue';

/** The time, epoch ms, anew each second; for countdowns and ages. */
export function useSecond(): Readonly<Ref<number>> {
  const now = ref(Date.now());
  useIntervalFn(() => (now.value = Date.now()), 1000);
  return readonly(now);
}
