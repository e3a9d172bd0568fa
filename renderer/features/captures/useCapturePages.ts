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
import {
  contract,
  type CapturedHit,
  type CaptureFilter,
  type Failure,
} from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import { useActsMade } from '../../api/query.ts';

export interface CapturePages {
  messages: Readonly<ShallowRef<readonly CapturedHit[]>>;
  /** All that the filter means; null until the first answer. */
  count: Readonly<ShallowRef<number | null>>;
  /** Milliseconds that the search took. */
  took: Readonly<ShallowRef<number | null>>;
  failure: Readonly<ShallowRef<Failure | null>>;
  loading: Readonly<Ref<boolean>>;
  /** The filter behind what is shown. */
  filter: Readonly<Ref<CaptureFilter>>;
  more: ComputedRef<boolean>;
  older(): Promise<void>;
  refresh(): Promise<void>;
}

/** Kept messages, newest first, a page at a time; another filter starts anew. */
export function useCapturePages(wanted: Ref<CaptureFilter>): CapturePages {
  const call = useCall();
  const acts = useActsMade();
  const messages = shallowRef<readonly CapturedHit[]>([]);
  const count = shallowRef<number | null>(null);
  const took = shallowRef<number | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const cursor = shallowRef<string>();
  const loading = shallowRef(false);
  const filter = refDebounced(wanted, 200);
  let running: AbortController | undefined;

  async function load(from: string | undefined): Promise<void> {
    running?.abort();
    const control = new AbortController();
    running = control;
    loading.value = true;
    failure.value = null;
    try {
      const page = await call(
        contract.captures.search,
        { filter: filter.value, cursor: from },
        { signal: control.signal },
      );
      if (control.signal.aborted) return;
      messages.value = from === undefined ? page.messages : [...messages.value, ...page.messages];
      cursor.value = page.cursor;
      took.value = page.took;
      if (page.count !== null) count.value = page.count;
    } catch (error) {
      if (!control.signal.aborted) failure.value = toFailure(error);
    } finally {
      if (running === control) loading.value = false;
    }
  }

  const text = computed(() => JSON.stringify(filter.value));
  watch([text, () => acts.of('captures')], () => void load(undefined), { immediate: true });
  onScopeDispose(() => running?.abort());
  return {
    messages,
    count,
    took,
    failure,
    loading,
    filter,
    more: computed(() => cursor.value !== undefined),
    older: async () => {
      if (cursor.value !== undefined && !loading.value) await load(cursor.value);
    },
    refresh: () => load(undefined),
  };
}
