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
import { contract, type AuditEntry, type Failure } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';

export interface AuditPages {
  entries: Readonly<ShallowRef<readonly AuditEntry[]>>;
  failure: Readonly<ShallowRef<Failure | null>>;
  loading: Readonly<Ref<boolean>>;
  /** True while older entries are still to be had. */
  more: ComputedRef<boolean>;
  older(): Promise<void>;
  /** Starts again with the newest. */
  refresh(): Promise<void>;
}

/** What was done, newest first, a page at a time; a new search starts anew. */
export function useAuditPages(text: Ref<string>): AuditPages {
  const call = useCall();
  const entries = shallowRef<readonly AuditEntry[]>([]);
  const failure = shallowRef<Failure | null>(null);
  const cursor = shallowRef<string>();
  const loading = shallowRef(false);
  const settled = refDebounced(text, 200);
  let running: AbortController | undefined;

  async function load(from: string | undefined): Promise<void> {
    running?.abort();
    const control = new AbortController();
    running = control;
    loading.value = true;
    failure.value = null;
    try {
      const page = await call(
        contract.audit.list,
        { cursor: from, text: settled.value.trim() || undefined },
        { signal: control.signal },
      );
      entries.value = from === undefined ? page.entries : [...entries.value, ...page.entries];
      cursor.value = page.cursor;
    } catch (error) {
      if (!control.signal.aborted) failure.value = toFailure(error);
    } finally {
      if (running === control) loading.value = false;
    }
  }

  watch(settled, () => void load(undefined), { immediate: true });
  onScopeDispose(() => running?.abort());
  return {
    entries,
    failure,
    loading,
    more: computed(() => cursor.value !== undefined),
    older: async () => {
      if (cursor.value !== undefined && !loading.value) await load(cursor.value);
    },
    refresh: () => load(undefined),
  };
}
