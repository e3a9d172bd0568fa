import type { Failure } from '../../../contract/failure.ts';
import { fail, isFailure, toFailure, type FailureError } from '../../failures.ts';
import { checkBudget, toBudget } from '../../features/messages/budget.ts';
import type { WorkEnd } from '../work.ts';
import type { CaptureDesk } from './desk.ts';

/** The budget and the counts before the first receive: what an earlier run of the job received counts as well. */
export async function checkFirst(desk: CaptureDesk, signal: AbortSignal): Promise<void> {
  const { calls, order, captures, job, fifo, tally, progress } = desk;
  const { scope, queueUrl } = job.source;
  try {
    const { policy, counts } = await calls.state(signal);
    desk.maxReceiveCount = policy?.maxReceiveCount ?? null;
    progress.rest = counts;
    if (counts) tally.total = counts.visible + counts.inFlight + counts.delayed;
    const highestSeen = captures.whereabouts.highestSeen({ ...scope, queueUrl });
    if (!order.force) checkBudget(toBudget(policy, fifo, { highestSeen, looks: tally.receives }), queueUrl);
  } catch (error) {
    // Who may receive but not read the policy can capture all the same, when told so.
    if (isFailure(error) && error.code === 'ACCESS_DENIED' && order.force) return;
    desk.fail(error);
  }
}

/** How the job comes to rest; a capture that ran to its end is written down. */
export function toEnd(desk: CaptureDesk): WorkEnd {
  const { stop, met } = desk;
  switch (stop?.kind) {
    case 'why':
      return settle(desk, stop.why);
    case 'asked':
      return { kind: stop.asked };
    case 'failure':
      return toFailedEnd(stop.failure, met.size);
    case 'lost':
      return { kind: 'halted', error: stop.error };
    default:
      throw stop?.error ?? new TypeError('A capture that ended without a reason.');
  }
}

function settle(desk: CaptureDesk, why: Extract<CaptureDesk['stop'], { kind: 'why' }>['why']): WorkEnd {
  const { job, epoch, clock, handles, captures, tally, progress, met, startedAt } = desk;
  const { scope, queueUrl } = job.source;
  const endedAt = clock.now();
  const run = { jobId: job.id, startedAt, endedAt, captured: met.size, of: tally.total, why };
  try {
    handles.letGoAll(job.id, epoch, endedAt);
    captures.whereabouts.ended({ ...scope, queueUrl }, run);
  } catch (error) {
    return { kind: 'halted', error };
  }
  progress.why = why;
  if (why === 'complete' || why === 'most') return { kind: 'ended', state: 'done' };
  return { kind: 'ended', state: 'partly', ...(why === 'budget' && { failure: toBudgetFailure(desk) }) };
}

function toBudgetFailure({ met, maxReceiveCount, job }: CaptureDesk): Failure {
  const highestSeen = [...met.values()].reduce((most, count) => Math.max(most, count), 0);
  const most = maxReceiveCount ?? 0;
  const message = `A message was received ${highestSeen} times of ${most}: one more receive would dead-letter it.`;
  const numbers = { maxReceiveCount: most, highestSeen, looksLeft: 0 };
  return toFailure(fail('RECEIVE_BUDGET', message, { resource: job.source.queueUrl, numbers }));
}

/** What nobody can mend is an end; everything else waits for somebody. */
function toFailedEnd(failure: FailureError, captured: number): WorkEnd {
  const isEnd = failure.code === 'NOT_FOUND' || failure.code === 'RECEIVE_BUDGET';
  if (!isEnd) return { kind: 'failure', failure: toFailure(failure) };
  return { kind: 'ended', state: captured > 0 ? 'partly' : 'failed', failure: toFailure(failure) };
}
