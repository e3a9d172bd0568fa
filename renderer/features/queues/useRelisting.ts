import { useDocumentVisibility } from '@vueuse/core';
import { onScopeDispose, watch } from 'vue';

/** First time after which names are listed again, and the longest, ms. */
const SHORTEST = 120_000;
const LONGEST = 960_000;

/**
 * Lists again by itself, while the page can be seen: queues made elsewhere come into the list. A list that stays as it
 * is is asked for half as often each time.
 * @param names what was listed, as one text to compare; null while it is being listed
 */
export function useRelisting(names: () => string | null, refresh: () => void): void {
  const visibility = useDocumentVisibility();
  let pause = SHORTEST;
  let last: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function plan(): void {
    clearTimeout(timer);
    if (visibility.value === 'visible') timer = setTimeout(refresh, pause);
  }
  watch(
    names,
    (now) => {
      if (now === null) return;
      pause = last === now ? Math.min(LONGEST, pause * 2) : SHORTEST;
      last = now;
      plan();
    },
    { immediate: true },
  );
  watch(visibility, plan);
  onScopeDispose(() => clearTimeout(timer));
}
