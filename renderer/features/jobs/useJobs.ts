import { computed, onScopeDispose, shallowRef, type ComputedRef, type Ref } from 'vue';
import { contract, type Failure, type Job } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import { useStream } from '../../api/stream.ts';

export interface Jobs {
  /** Newest first. */
  jobs: ComputedRef<readonly Job[]>;
  loading: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<Failure | null>>;
  more: ComputedRef<boolean>;
  older(): Promise<void>;
  /** A job as it is after an act. */
  take(job: Job): void;
  drop(id: string): void;
}

/** The jobs of this data folder, whichever process runs them, as they change. */
export function useJobs(): Jobs {
  const call = useCall();
  const all = shallowRef<ReadonlyMap<string, Job>>(new Map());
  const loading = shallowRef(false);
  const failure = shallowRef<Failure | null>(null);
  const cursor = shallowRef<string>();
  const control = new AbortController();
  onScopeDispose(() => control.abort());

  const merge = (jobs: readonly Job[]): void => {
    all.value = new Map([...all.value, ...jobs.map((job) => [job.id, job] as const)]);
  };
  async function load(from?: string): Promise<void> {
    loading.value = true;
    try {
      const page = await call(contract.jobs.list, { cursor: from }, { signal: control.signal });
      merge(page.jobs);
      cursor.value = page.cursor;
      failure.value = null;
    } catch (error) {
      if (!control.signal.aborted) failure.value = toFailure(error);
    } finally {
      loading.value = false;
    }
  }
  void load();
  useStream(
    contract.jobs.watch,
    () => ({}),
    (batches) => merge(batches.flat()),
    { coalesce: 100 },
  );
  return {
    jobs: computed(() =>
      [...all.value.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)),
    ),
    loading,
    failure,
    more: computed(() => cursor.value !== undefined),
    older: async () => {
      if (cursor.value !== undefined && !loading.value) await load(cursor.value);
    },
    take: (job) => merge([job]),
    drop(id) {
      const rest = new Map(all.value);
      rest.delete(id);
      all.value = rest;
    },
  };
}
