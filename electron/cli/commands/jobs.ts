import { randomUUID } from 'node:crypto';
import type { Job, JobItem } from '../../contract/index.ts';
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts';
import { columns, printable } from '../output.ts';
import type { Session } from '../session.ts';

const ended: ReadonlySet<Job['state']> = new Set(['done', 'partly', 'failed', 'cancelled']);
const codes: Partial<Record<Job['state'], ExitCode>> = { done: exitCodes.done, partly: exitCodes.partly };

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
  const last = await follow(session, job, (now) => now.state === atRest || ended.has(now.state));
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
      const job = await client.jobs.resume({ jobId, callId: randomUUID() }, { signal });
      return followToEnd(session, job);
    }),
  );
  if (results.length === 0) output.note({ jobs: 0 }, 'There is no job to resume.');
  return Math.max(exitCodes.done, ...results) as ExitCode;
}

/** Follows a job to its end or rest, tells how it went, and gives the exit code for it. */
export async function followToEnd(session: Session, job: Job): Promise<ExitCode> {
  const last = await follow(session, job, (now) => ended.has(now.state) || now.state === 'paused');
  session.output.item(last, toLine(last));
  if (last.failure)
    session.output.note({ failure: last.failure }, `${last.failure.code}: ${last.failure.message}`);
  return codes[last.state] ?? exitCodes.failed;
}

/** Starts or joins the sandbox where a job needs it. */
async function needSandbox(session: Session, jobs: readonly Job[]): Promise<void> {
  const profiles = jobs.flatMap(({ source, destination }) => [
    source.scope.profile,
    destination && 'scope' in destination ? destination.scope.profile : null,
  ]);
  if (profiles.includes('sandbox')) await session.needSandbox();
}

async function unended({ client, signal }: Session): Promise<Job[]> {
  const found: Job[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.jobs.list({ cursor }, { signal });
    found.push(...page.jobs.filter(({ state }) => !ended.has(state)));
    cursor = page.cursor;
  } while (cursor);
  return found;
}

async function follow({ client, signal }: Session, job: Job, isLast: (job: Job) => boolean): Promise<Job> {
  if (isLast(job)) return job;
  for await (const batch of await client.jobs.watch({}, { signal })) {
    const mine = batch.find(({ id }) => id === job.id);
    if (mine && isLast(mine)) return mine;
    // It may have ended before the stream began.
    const now = await client.jobs.get({ jobId: job.id }, { signal });
    if (isLast(now)) return now;
  }
  return client.jobs.get({ jobId: job.id });
}

function wayTo(destination: NonNullable<Job['destination']>): string {
  if (destination.kind === 'queue') return destination.queueUrl;
  return destination.kind === 'topic' ? destination.topicArn.replace(/^.*:/, '') : destination.kind;
}

function toLine({ id, kind, state, source, destination, counts }: Job): string {
  const name = (url: string): string => printable(url.split('/').at(-1) ?? url);
  const states = Object.entries(counts.states).map(([name, count]) => `${count} ${name}`);
  const doubt = counts.doubt > 0 ? [`${counts.doubt} may exist twice`] : [];
  const seen = kind === 'receive' ? [`${counts.seen} seen`] : [];
  const target = destination && wayTo(destination);
  const way = target ? `${name(source.queueUrl)} -> ${name(target)}` : name(source.queueUrl);
  return columns([id, kind, state, way, [...states, ...seen, ...doubt].join(', ')], [36, 8, 10, 30]);
}

function toItemLine({ messageId, state, newId, doubt, reason }: JobItem): string {
  const more = [doubt ? 'may exist twice' : '', reason ?? ''].filter(Boolean).join(', ');
  return columns([`  ${messageId}`, state, newId ?? '-', printable(more)], [40, 10, 36]);
}
