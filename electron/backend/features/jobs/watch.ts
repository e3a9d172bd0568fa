import type { Job } from '../../../contract/jobs.ts';
import { wait, type Clock } from '../../../domain/clock.ts';
import type { JobStore } from '../../store/jobs.ts';

const interval = 500;

/** Changed jobs, in batches; whichever process changed them. */
export async function* watchJobs(jobs: JobStore, clock: Clock, signal: AbortSignal): AsyncGenerator<Job[]> {
  let mark: number | null = null;
  while (!signal.aborted) {
    const changed = jobs.changed(mark, clock);
    if (mark === null || changed.jobs.length > 0) yield changed.jobs;
    mark = changed.mark;
    await wait(clock, interval, signal).catch(() => undefined);
  }
}
