import { refDebounced } from '@vueuse/core';
import {
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type Ref,
  type ShallowRef,
} from 'vue';
import { contract, type Failure, type ItemState, type JobItem } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';

export type ItemMark = 'returned' | 'doubt' | 'changed';

export interface ItemsFilter {
  jobId: string;
  state: ItemState | null;
  /** Only those that came back, may exist twice, or were changed. */
  mark: ItemMark | null;
  text: string;
}

/** The lines of a job's report, page by page; read again when the job has changed. */
export function useItems(
  filter: MaybeRefOrGetter<ItemsFilter>,
  /** Changes whenever the report may have. */
  version: MaybeRefOrGetter<string>,
): {
  items: Readonly<ShallowRef<readonly JobItem[]>>;
  loading: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<Failure | null>>;
  older(): Promise<void>;
} {
  const call = useCall();
  const items = shallowRef<readonly JobItem[]>([]);
  const failure = shallowRef<Failure | null>(null);
  const loading = shallowRef(true);
  const cursor = shallowRef<string>();
  const wanted = refDebounced(shallowText(filter), 150);
  let running: AbortController | undefined;

  async function read(from: string | undefined, kept: readonly JobItem[]): Promise<void> {
    running?.abort();
    const control = new AbortController();
    running = control;
    const { jobId, state, mark, text } = toValue(filter);
    const query = {
      jobId,
      states: state ? [state] : undefined,
      mark: mark ?? undefined,
      text: text.trim() || undefined,
    };
    try {
      let next = from;
      let found = kept;
      // As many as were shown before, so that a new reading does not shorten the list under the reader.
      do {
        const page = await call(contract.jobs.items, { ...query, cursor: next }, { signal: control.signal });
        found = [...found, ...page.items];
        next = page.cursor;
      } while (next !== undefined && from === undefined && found.length < items.value.length);
      items.value = found;
      cursor.value = next;
      failure.value = null;
    } catch (error) {
      if (!control.signal.aborted) failure.value = toFailure(error);
    } finally {
      if (running === control) loading.value = false;
    }
  }

  watch(
    wanted,
    () => {
      items.value = [];
      loading.value = true;
      void read(undefined, []);
    },
    { immediate: true },
  );
  watch(
    () => toValue(version),
    () => void read(undefined, []),
  );
  onScopeDispose(() => running?.abort());
  return {
    items,
    loading,
    failure,
    older: async () => {
      if (cursor.value !== undefined && !loading.value) await read(cursor.value, items.value);
    },
  };
}

function shallowText(filter: MaybeRefOrGetter<ItemsFilter>): Ref<string> {
  const text = shallowRef(JSON.stringify(toValue(filter)));
  watch(
    () => JSON.stringify(toValue(filter)),
    (now) => (text.value = now),
  );
  return text;
}
