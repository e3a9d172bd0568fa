import { refDebounced } from '@vueuse/core';
import {
  computed,
  onScopeDispose,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue';
import type { Failure } from '../../electron/contract/index.ts';
import { toFailure } from './failure.ts';

export interface PagedList<Item, Wanted> {
  items: Readonly<ShallowRef<readonly Item[]>>;
  failure: Readonly<ShallowRef<Failure | null>>;
  loading: Readonly<Ref<boolean>>;
  /** What was asked for behind what is shown. */
  asked: Readonly<Ref<Wanted>>;
  /** True while older items are still to be had. */
  more: ComputedRef<boolean>;
  older(): Promise<void>;
  /** Starts again with the newest. */
  refresh(): Promise<void>;
}

/**
 * A list that comes newest first, a page at a time. Another wish starts anew once it has settled.
 * @param read one page, from a cursor on
 * @param again what else starts it anew when it changes
 */
export function usePagedList<Item, Wanted>(
  wanted: Ref<Wanted>,
  read: (
    wanted: Wanted,
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<{ items: readonly Item[]; cursor?: string }>,
  again: () => unknown = () => null,
): PagedList<Item, Wanted> {
  const items = shallowRef<readonly Item[]>([]);
  const failure = shallowRef<Failure | null>(null);
  const cursor = shallowRef<string>();
  const loading = shallowRef(false);
  const asked = refDebounced(wanted, 200);
  let running: AbortController | undefined;

  async function load(from: string | undefined): Promise<void> {
    running?.abort();
    const control = new AbortController();
    running = control;
    loading.value = true;
    failure.value = null;
    try {
      const page = await read(asked.value, from, control.signal);
      if (control.signal.aborted) return;
      items.value = from === undefined ? page.items : [...items.value, ...page.items];
      cursor.value = page.cursor;
    } catch (error) {
      if (!control.signal.aborted) failure.value = toFailure(error);
    } finally {
      if (running === control) loading.value = false;
    }
  }

  const text = computed(() => JSON.stringify(asked.value));
  watch([text, again], () => void load(undefined), { immediate: true });
  onScopeDispose(() => running?.abort());
  return {
    items,
    failure,
    loading,
    asked,
    more: computed(() => cursor.value !== undefined),
    older: async () => {
      if (cursor.value !== undefined && !loading.value) await load(cursor.value);
    },
    refresh: () => load(undefined),
  };
}
