import { randomUUID } from 'node:crypto';
import type { Job } from '../../contract/index.ts';
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts';
import { follow, followToEnd, isEnded } from '../follow.ts';
import { toItemLine, toLine } from '../job-words.ts';
import type { Session } from '../session.ts';

/** `jobs list`. */
export async function listJobs({ client, output, signal }: Session): Promise<ExitCode> {
  let cursor: string | undefined;
  do {
    const page = await client.jobs.list({ cursor }, { signal });
    for (const job of page.jobs) output.item(job, toLine(job));
    cursor = page.cursor;
  } while (cursor);
  return exitCodes.done;
}

/** `jobs show`: the job, then its report. */
export async function showJob({ client, output, signal }: Session, jobId: string): Promise<ExitCode> {
  const job = await client.jobs.get({ jobId }, { signal });
  output.item(job, toLine(job));
  if (job.failure) output.problem(job.failure);
  let cursor: string | undefined;
  do {
    const page = await client.jobs.items({ jobId, cursor }, { signal });
    for (const item of page.items) output.item(item, toItemLine(item));
    cursor = page.cursor;
  } while (cursor);
  return exitCodes.done;
}

/** `jobs pause` and `jobs cancel`: come back when the job has come to rest. */
export async function stopJob(session: Session, act: 'pause' | 'cancel', jobId: string): Promise<ExitCode> {
  const { client, output, signal } = session;
  const asked = await client.jobs.get({ jobId }, { signal });
  if (act === 'cancel') await needSandbox(session, [asked]);
  const job = await client.jobs[act]({ jobId, callId: randomUUID() }, { signal });
  const atRest = act === 'pause' ? 'paused' : 'cancelled';
  const last = await follow(session, job, (now) => now.state === atRest || isEnded(now), signal);
  output.item(last, toLine(last));
  return last.state === atRest ? exitCodes.done : exitCodes.failed;
}

/** `jobs resume`: runs the jobs in this process until they end. */
export async function resumeJobs(session: Session, id: string | undefined, all: boolean): Promise<ExitCode> {
  const { client, output, signal } = session;
  if ((id === undefined) === !all) throw new UsageError('Give either the id of a job or --all.');
  const jobs = id === undefined ? await unended(session) : [await client.jobs.get({ jobId: id }, { signal })];
  await needSandbox(session, jobs);
  const results = await Promise.all(
    jobs.map(async ({ id: jobId }) => {
      try {
        const job = await client.jobs.resume({ jobId, callId: randomUUID() }, { signal });
        return await followToEnd(session, job);
      } catch (error) {
        // One that cannot go on must not keep the others from theirs.
        if (jobs.length === 1) throw error;
        output.failure(error);
        return exitCodes.failed;
      }
    }),
  );
  if (results.length === 0) output.note({ jobs: 0 }, 'There is no job to resume.');
  // Some done and some failed is partly done.
  const [first = exitCodes.done] = results;
  return results.every((code) => code === first) ? first : exitCodes.partly;
}

/** Starts or joins the sandbox where a job needs it. */
async function needSandbox(session: Session, jobs: readonly Job[]): Promise<void> {
  const scopes = jobs.flatMap(({ source, destination }) =>
    destination && 'scope' in destination ? [source.scope, destination.scope] : [source.scope],
  );
  if (scopes.some(({ profile }) => profile === 'sandbox')) await session.needSandbox();
}

async function unended({ client, signal }: Session): Promise<Job[]> {
  const found: Job[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.jobs.list({ cursor }, { signal });
    found.push(...page.jobs.filter((job) => !isEnded(job)));
    cursor = page.cursor;
  } while (cursor);
  return found;
}
