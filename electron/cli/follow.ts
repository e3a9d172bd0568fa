import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Job } from '../contract/index.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { reachedBy, toLine, toProgress } from './job-words.ts';
import type { Session } from './session.ts';

const ended: ReadonlySet<Job['state']> = new Set(['done', 'partly', 'failed', 'cancelled']);

/** How often a job is looked at, and how long one may be without anybody who runs it, ms. */
const look = 300;
const abandoned = 15_000;

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

/** Follows a job until `isLast`, showing how far it is. Fails when nobody runs it any more. */
export async function follow(
  { client, output }: Session,
  { id: jobId }: Job,
  isLast: (job: Job) => boolean,
  signal?: AbortSignal,
): Promise<Job> {
  let ownedAt = performance.now();
  for (;;) {
    const now = await client.jobs.get({ jobId }, { signal });
    if (isLast(now)) return now;
    if (now.owned) ownedAt = performance.now();
    else if (performance.now() - ownedAt > abandoned) {
      throw new Error(
        `Job ${jobId} stopped and could not write why: the data folder may be full. Nothing was deleted that is not written ` +
          'down as sent. Make room, then resume it.',
      );
    }
    output.progress({ progress: now }, toProgress(now));
    await wait(look, undefined, { signal });
  }
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
