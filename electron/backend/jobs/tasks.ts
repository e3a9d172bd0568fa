import type { SeenMessage } from '../../contract/messages.ts';
import type { QueuePlace } from '../../contract/jobs.ts';
import { createExpressions } from '../expressions/expressions.ts';
import type { Services } from '../services.ts';
import { openLeases } from '../store/leases.ts';
import { systemJobClock } from './clock.ts';
import { toCaptureParts } from './capture/parts.ts';
import { createCaptureWork } from './capture-work.ts';
import { createReceiveWork } from './receive-work.ts';
import { createRedriveWork } from './redrive-work.ts';
import { createRunner, type Runner } from './runner.ts';

/** What jobs ask of the host's own thread. */
export interface JobHost {
  /** Shows and keeps what a job has seen. */
  keepSeen(input: { place: QueuePlace; messages: SeenMessage[] }): Promise<void>;
  /** Deletes what the policies no longer allow, and records it. */
  tidy(nothing: null): Promise<void>;
}

/** The worker's part of jobs. The runner begins with the first job. */
export function createJobTasks(services: Services, jobHost: JobHost) {
  const { host, store } = services;
  const clock = systemJobClock;
  // A thread for the expressions of all jobs; it starts with the first that has one.
  const expressions = createExpressions();
  let opened: { runner: Runner; close(): Promise<void> } | undefined;

  const open = (): NonNullable<typeof opened> => {
    const leases = openLeases(host.dataDir, clock);
    const runner = createRunner({
      jobs: store.jobs,
      leases,
      clock,
      log: host.log,
      begin(job, epoch) {
        const journal = store.jobItems.journal(job.id, epoch);
        if (job.kind === 'capture')
          return createCaptureWork(toCaptureParts(services, jobHost, { job, epoch, clock }));
        if (job.kind !== 'receive') return createRedriveWork(job, journal, services, clock, expressions);
        return createReceiveWork(job, services, clock, (place, messages) =>
          jobHost.keepSeen({ place, messages }),
        );
      },
    });
    return {
      runner,
      async close() {
        await runner.close();
        leases.close();
      },
    };
  };

  return {
    tasks: {
      'jobs.take': ({ ids }: { ids: string[] }): void => (opened ??= open()).runner.take(ids),
    },
    async close(): Promise<void> {
      await opened?.close();
      expressions.close();
    },
  };
}
