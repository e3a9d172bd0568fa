import { randomUUID } from 'node:crypto';
import type { Job, JobKind, JobState } from '../../../contract/jobs.ts';
import { fail } from '../../failures.ts';
import { checkGuard } from '../../guard.ts';
import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import { endedStates } from '../../store/jobs.ts';
import type { ReceiveOrder } from '../../jobs/receive-work.ts';
import { createAdopter, type Adopter } from './adopt.ts';
import { toReport } from './report.ts';
import { watchJobs } from './watch.ts';

/** Kinds that delete at their source. */
const deleting: ReadonlySet<JobKind> = new Set(['move', 'park', 'purge']);
const pageSize = 100;
const itemPage = 200;
const isEnded = (state: JobState): boolean => endedStates.includes(state);

/** Jobs: watching and steering them from any host, and making those that only receive. */
export function createJobsHandlers(services: HostServices): { handlers: Handlers<'jobs'>; adopter: Adopter } {
  const { store, host, profiles } = services;
  const adopter = createAdopter(services);
  const mustGet = (id: string): Job => {
    const job = store.jobs.get(id, host.clock);
    if (!job) throw fail('NOT_FOUND', 'There is no job of this id.', { resource: id });
    return job;
  };
  const mustRun = (id: string): Job => {
    const job = mustGet(id);
    if (isEnded(job.state)) throw fail('CONFLICT', `The job has ended: ${job.state}.`, { resource: id });
    return job;
  };

  const handlers: Handlers<'jobs'> = {
    list({ cursor }) {
      const [at, id] = cursor?.split(' ') ?? [];
      const before = at !== undefined && id !== undefined ? { at: Number(at), id } : undefined;
      const jobs = store.jobs.list({ before, limit: pageSize }, host.clock);
      const last = jobs.length === pageSize ? jobs.at(-1) : undefined;
      return { jobs, cursor: last && `${last.createdAt} ${last.id}` };
    },
    get: ({ jobId }) => mustGet(jobId),
    watch: (_, { signal }) => watchJobs(store.jobs, host.clock, signal),
    items({ jobId, states, mark, text, cursor }) {
      mustGet(jobId);
      const after = cursor === undefined ? undefined : Number(cursor);
      const { items, last } = store.jobItems.page({ job: jobId, states, mark, text, after, limit: itemPage });
      return { items, cursor: last === null ? undefined : String(last) };
    },
    report({ jobId, format }) {
      return toReport(mustGet(jobId), format, store.jobItems);
    },
    pause({ jobId }) {
      const job = mustRun(jobId);
      store.jobs.want(jobId, 'pause');
      if (!job.owned) store.jobs.settle(jobId, 'paused', host.clock.now());
      return mustGet(jobId);
    },
    async resume({ jobId }) {
      const { kind, source, destination } = mustRun(jobId);
      // It was confirmed when it began; what was guarded as read-only since then stays untouched.
      const guarded = async (profile: string, effect: 'look' | 'write' | 'destroy'): Promise<void> => {
        const known = await profiles.get(profile);
        if (known.guard === 'read-only')
          checkGuard(known, { effect, resource: jobId, confirmation: undefined });
      };
      await guarded(source.scope.profile, deleting.has(kind) ? 'destroy' : 'look');
      if (destination && 'scope' in destination) await guarded(destination.scope.profile, 'write');
      store.jobs.want(jobId, 'run');
      await adopter.take([jobId]);
      return mustGet(jobId);
    },
    async cancel({ jobId }) {
      mustRun(jobId);
      store.jobs.want(jobId, 'cancel');
      // Somebody has to let go of what it holds.
      await adopter.take([jobId]);
      return mustGet(jobId);
    },
    remove({ jobId }) {
      mustGet(jobId);
      store.jobs.remove(jobId);
      return {};
    },
    async receive({ scope, queueUrl, messages, seconds, force }, { note }) {
      const id = randomUUID();
      const order: ReceiveOrder = { messages: messages ?? null, seconds: seconds ?? null, force };
      const source = { scope, queueUrl };
      const at = host.clock.now();
      store.jobs.create({
        id,
        kind: 'receive',
        source,
        destination: null,
        order,
        ids: null,
        total: messages ?? null,
        at,
      });
      note({ job: id });
      await adopter.take([id]);
      return mustGet(id);
    },
  };
  return { handlers, adopter };
}
