import { computed, ref, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue';
import {
  contract,
  type CaptureFilter,
  type Job,
  type QueuePlace,
} from '../../../../electron/contract/index.ts';
import { useAct, type Act } from '../../../api/act.ts';
import { useRead } from '../../../api/query.ts';
import { useSecond } from '../../../ui/second.ts';
import { useCaptureJob, type CaptureJob } from './useCaptureJob.ts';

export interface Save {
  /** Hours before their end; null: all. */
  within: Ref<number | null>;
  capture: CaptureJob;
  park: Act<typeof contract.redrives.park>;
  take: Act<typeof contract.captures.take>;
  /** The job that parks. */
  parking: Ref<Job | null>;
  /** A capture ended, and nothing is parked yet. */
  captured: Ref<Job | null>;
  /** How many of the captured ones are meant; null while that is not known, or all are. */
  known: ComputedRef<number | null>;
  /** Before when these expire, epoch ms; null for all. */
  before: ComputedRef<number | null>;
  start(): Promise<void>;
  parkNow(): Promise<void>;
}

interface Given {
  place: MaybeRefOrGetter<QueuePlace>;
  /** Of the queue, seconds; null when it is not known. */
  retention: MaybeRefOrGetter<number | null>;
  onDisk: Ref<boolean>;
}

const hour = 3_600_000;
const minute = 60_000;

/** Saves messages before they expire: captures the queue, then parks what is meant. */
export function useSave({ place, retention, onDisk }: Given): Save {
  const now = useSecond();
  const within = ref<number | null>(null);
  const parking = ref<Job | null>(null);
  const captured = ref<Job | null>(null);
  const park = useAct(contract.redrives.park);
  const take = useAct(contract.captures.take);
  const capture = useCaptureJob(place, (job) => {
    captured.value = job;
    if (job.state === 'done' || job.state === 'partly') void parkNow();
  });
  // Moves by the minute, so that the count is not asked every second.
  const before = computed(() =>
    within.value === null ? null : Math.floor(now.value / minute) * minute + within.value * hour,
  );
  const filter = computed((): CaptureFilter | null => {
    const source = capture.coverage.value?.source ?? null;
    const kept = toValue(retention);
    if (before.value === null || kept === null || source === null) return null;
    return { sources: [source], inQueue: true, to: before.value - kept * 1000 };
  });
  const count = useRead(contract.captures.search, () => ({ filter: filter.value ?? {} }), {
    enabled: () => filter.value !== null,
  });
  const known = computed(() => (filter.value ? (count.data.value?.count ?? null) : null));

  async function parkNow(): Promise<void> {
    // A queue that was captured for the first time has its source only now.
    await capture.refresh();
    if (within.value !== null && !filter.value) return;
    if (filter.value) await count.refetch();
    const choice = filter.value ? { by: 'captures' as const, filter: filter.value } : { by: 'all' as const };
    const input = { ...toValue(place), choice, onDisk: onDisk.value };
    if (known.value === 0) return;
    const messages = filter.value ? known.value : (captured.value?.counts.seen ?? null);
    const job = await park.run(input, messages === null ? {} : { messages });
    if (job) parking.value = job;
  }

  return {
    within,
    capture,
    park,
    take,
    parking,
    captured,
    known,
    before,
    async start() {
      captured.value = null;
      const job = await take.run({ ...toValue(place) });
      if (job) capture.take(job);
    },
    parkNow,
  };
}
