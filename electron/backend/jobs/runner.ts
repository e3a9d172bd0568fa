import type { JobState } from '../../contract/jobs.ts';
import { wait } from '../../domain/clock.ts';
import type { Host } from '../host.ts';
import { leaseOf, type JobStore, type StoredJob } from '../store/jobs.ts';
import type { Lease, Leases } from '../store/leases.ts';
import { toFailure } from '../failures.ts';
import { toFailureError } from '../to-failure.ts';
import type { JobClock } from './clock.ts';
import { createPaceOfWork } from './rate.ts';
import type { Work, WorkEnd } from './work.ts';

/** What a runner works with. */
export interface RunnerParts {
  jobs: JobStore;
  leases: Leases;
  clock: JobClock;
  log: Host['log'];
  /** Makes the work of a job for its epoch. */
  begin(job: StoredJob, epoch: number): Work;
}

/** Runs jobs in this process, each under a lease of its own. */
export interface Runner {
  /** Takes up those of these jobs that no living process has. */
  take(ids: readonly string[]): void;
  /** Lets go of all: holds are released, and the jobs stay as they are for the next process. */
  close(): Promise<void>;
}

const look = 500;

/** Makes a runner. */
export function createRunner(parts: RunnerParts): Runner {
  const { jobs, leases, clock, log } = parts;
  const active = new Map<string, { work: Work; ended: Promise<void> }>();
  let closing = false;

  const take = (id: string): void => {
    if (closing || active.has(id)) return;
    const lease = leases.take(leaseOf(id), '');
    if (!lease) return;
    const job = jobs.adopt(id, lease.epoch, clock.now()) ? jobs.stored(id) : null;
    if (!job) {
      lease.release();
      return;
    }
    const work = parts.begin(job, lease.epoch);
    const ended = run(parts, job, lease, work).then((again) => {
      active.delete(id);
      if (again) take(id);
    });
    active.set(id, { work, ended });
  };

  return {
    take(ids) {
      for (const id of ids) {
        try {
          take(id);
        } catch (error) {
          // A full or read-only disk: the job stays as it is.
          log.error({ job: id, err: error }, 'a job could not be taken up');
        }
      }
    },
    async close() {
      closing = true;
      const all = [...active.values()];
      for (const { work } of all) work.stop('close');
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

/** Runs one job to its rest. True when somebody wants it to run again. */
async function run(parts: RunnerParts, { id }: StoredJob, lease: Lease, work: Work): Promise<boolean> {
  const { jobs, clock, log } = parts;
  const pace = createPaceOfWork(clock);
  const done = new AbortController();
  const write = (state: JobState, more: Omit<Parameters<JobStore['move']>[2], 'state'> = {}): boolean =>
    jobs.move(id, lease.epoch, { state, tally: work.tally, ...more });
  const obey = async (): Promise<void> => {
    let asked: string | null = null;
    let told = '';
    for (;;) {
      const wanted = jobs.wanted(id);
      if ((wanted === 'pause' || wanted === 'cancel') && asked !== wanted) {
        asked = wanted;
        work.stop(wanted);
      }
      const skipped = work.skip ? jobs.skipped(id) : null;
      if (skipped !== null) work.skip?.(skipped);
      const state = asked === 'pause' ? 'pausing' : asked === 'cancel' ? 'cancelling' : 'running';
      const now = { rate: pace.of(work.reached()), tally: { ...work.tally } };
      const text = JSON.stringify([state, now]);
      // A row that says the same needs no disk.
      if (text !== told && !write(state, now)) return;
      told = text;
      await wait(clock, look, done.signal);
    }
  };
  const obeying = obey().catch((error: unknown) => {
    if (!done.signal.aborted) log.warn({ job: id, err: error }, 'a job is no longer steered');
  });
  let end: WorkEnd;
  try {
    end = await work.run();
  } catch (error) {
    end = { kind: 'failure', failure: toFailure(toFailureError(error, `job ${id}`, log)) };
  }
  done.abort();
  await obeying;
  try {
    return settle(parts, id, end, write);
  } catch (error) {
    log.error({ job: id, err: error }, 'the state of a job could not be written');
    return false;
  } finally {
    release(lease, log);
  }
}

function settle(
  { jobs, clock, log }: RunnerParts,
  id: string,
  end: WorkEnd,
  write: (state: JobState, more?: Omit<Parameters<JobStore['move']>[2], 'state'>) => boolean,
): boolean {
  const endedAt = clock.now();
  switch (end.kind) {
    case 'ended':
      write(end.state, { endedAt, failure: end.failure ?? null });
      return false;
    case 'cancel':
      write('cancelled', { endedAt });
      return false;
    case 'close':
      write('waiting');
      return false;
    case 'failure':
      write('paused', { failure: end.failure, wanted: 'pause' });
      return false;
    case 'pause':
      // Wanted again while it came to rest.
      return jobs.wanted(id) === 'run' ? write('waiting') : (write('paused'), false);
    case 'halted':
      log.error({ job: id, err: end.error }, 'a job stopped: its journal refused');
      return false;
  }
}

function release(lease: Lease, log: Host['log']): void {
  try {
    lease.release();
  } catch (error) {
    log.warn({ err: error }, 'a lease could not be given back; it runs out by itself');
  }
}
