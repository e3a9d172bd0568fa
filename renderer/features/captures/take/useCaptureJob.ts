import { computed, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import {
  contract,
  type CaptureCoverage,
  type Job,
  type QueuePlace,
} from '../../../../electron/contract/index.ts';
import { useCall } from '../../../api/client.ts';
import { useRead } from '../../../api/query.ts';
import { useStream } from '../../../api/stream.ts';

export interface CaptureJob {
  /** What is known of the queue without any call to AWS; null until it was read. */
  coverage: ComputedRef<CaptureCoverage | null>;
  /** The capture that runs, or that was begun here last. */
  job: Readonly<ComputedRef<Job | null>>;
  running: ComputedRef<boolean>;
  /** A job as it is after an act. */
  take(job: Job): void;
  /** Reads the coverage anew. */
  refresh(): Promise<void>;
}

const ended: ReadonlySet<Job['state']> = new Set(['cancelled', 'done', 'partly', 'failed']);
export const isEnded = ({ state }: Pick<Job, 'state'>): boolean => ended.has(state);

/** The capture of a queue, whoever began it; `onEnd` hears of one that ended while it was watched. */
export function useCaptureJob(
  place: MaybeRefOrGetter<QueuePlace>,
  onEnd: (job: Job) => void = () => undefined,
): CaptureJob {
  const call = useCall();
  const job = shallowRef<Job | null>(null);
  const places = computed(() => [toValue(place)]);
  const read = useRead(contract.captures.coverage, () => ({ queues: places.value }), { every: 5_000 });
  const coverage = computed(() => read.data.value?.[0] ?? null);
  const running = computed(() => job.value !== null && !isEnded(job.value));
  const id = computed(() => (running.value ? job.value!.id : (coverage.value?.running ?? null)));
  const take = (next: Job): void => {
    const before = job.value;
    job.value = next;
    if (!isEnded(next) || (before?.id === next.id && isEnded(before))) return;
    void read.refetch();
    onEnd(next);
  };
  useStream(
    contract.jobs.watch,
    () => ({}),
    (batches) => {
      const next = batches.flat().findLast((one) => one.id === id.value);
      if (next) take(next);
    },
    { enabled: () => id.value !== null, coalesce: 100 },
  );
  // One that ended before the stream began is told by nobody else.
  watch(coverage, (known) => {
    const mine = job.value;
    if (!mine || !known || isEnded(mine) || known.running === mine.id) return;
    call(contract.jobs.get, { jobId: mine.id }).then(take, () => undefined);
  });
  watch(
    () => JSON.stringify(toValue(place)),
    () => {
      job.value = null;
    },
  );
  return {
    coverage,
    job: computed(() => job.value),
    running,
    take,
    refresh: async () => void (await read.refetch()),
  };
}
