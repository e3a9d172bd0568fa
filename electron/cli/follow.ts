import { randomUUID } from 'node:crypto';
import type { Job } from '../contract/index.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { reachedBy, toLine, toProgress } from './job-words.ts';
import type { Session } from './session.ts';

const ended: ReadonlySet<Job['state']> = new Set(['done', 'partly', 'failed', 'cancelled']);

/** Whether a job has come to its end. */
export const isEnded = ({ state }: Job): boolean => ended.has(state);

const isAtRest = (job: Job): boolean => isEnded(job) || job.state === 'paused';

/** Follows a job to its end or rest, tells how it went, and gives the exit code for it. Ctrl+C pauses it. */
export async function followToEnd(session: Session, job: Job): Promise<ExitCode> {
  const { output, signal } = session;
  let last: Job;
  try {
    last = await follow(session, job, isAtRest, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    last = await pause(session, job.id);
  }
  output.item(last, toLine(last));
  if (last.failure) output.problem(last.failure);
  if (last.state === 'paused') {
    const command = resumeCommand(session, job.id);
    output.note({ paused: job.id, command }, `The job is paused. Go on with: ${command}`);
  }
  return codeOf(last);
}

/** Follows a job until `isLast`, showing how far it is. */
export async function follow(
  { client, output }: Session,
  job: Job,
  isLast: (job: Job) => boolean,
  signal?: AbortSignal,
): Promise<Job> {
  if (isLast(job)) return job;
  for await (const batch of await client.jobs.watch({}, { signal })) {
    // It may have ended before the stream began.
    const now =
      batch.find(({ id }) => id === job.id) ?? (await client.jobs.get({ jobId: job.id }, { signal }));
    if (isLast(now)) return now;
    output.progress({ progress: now }, toProgress(now));
  }
  signal?.throwIfAborted();
  return client.jobs.get({ jobId: job.id });
}

async function pause(session: Session, jobId: string): Promise<Job> {
  const { client, output } = session;
  output.note({ pausing: jobId }, 'Pausing: answers are awaited, and what is held is released.');
  const now = await client.jobs.get({ jobId });
  if (isAtRest(now)) return now;
  return follow(session, await client.jobs.pause({ jobId, callId: randomUUID() }), isAtRest);
}

function resumeCommand({ options }: Session, jobId: string): string {
  const where = options.dataDir === undefined ? '' : ` --data-dir ${options.dataDir}`;
  return `spillway jobs resume ${jobId}${where}`;
}

/** A job that stopped on its way has done a part of it, or nothing. */
function codeOf(job: Job): ExitCode {
  if (job.state === 'done') return exitCodes.done;
  if (job.state === 'failed') return exitCodes.failed;
  return job.state === 'partly' || reachedBy(job) > 0 ? exitCodes.partly : exitCodes.failed;
}
