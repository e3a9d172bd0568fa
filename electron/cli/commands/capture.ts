import { randomUUID } from 'node:crypto';
import type { CapturePlan, CaptureWhy } from '../../contract/index.ts';
import { confirmed } from '../confirm.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { findQueue } from '../find-queue.ts';
import { followToEnd } from '../follow.ts';
import { nameOf } from '../job-words.ts';
import { duration } from '../plan-words.ts';
import type { Session } from '../session.ts';
import { agreed } from '../start.ts';

/** `capture`. */
export interface CaptureOptions {
  from: string;
  max?: number;
  hold?: number;
  keepBodies?: boolean;
  force?: boolean;
  dryRun?: boolean;
}

/** Receives a queue into the captures and lets all go again, in the foreground until the job ends. */
export async function capture(
  session: Session,
  { from, max, hold, keepBodies, force, dryRun }: CaptureOptions,
): Promise<ExitCode> {
  const { client, output, signal } = session;
  const scope = await session.scope();
  const asked = { scope, queueUrl: await findQueue(session, scope, from), most: max, holdSeconds: hold };
  if (keepBodies && !dryRun) {
    const { profile } = scope;
    await confirmed(session, (confirmation) =>
      client.captures.setPolicy({ profile, mode: 'keep', confirmation }, { signal }),
    );
  }
  const plan = await client.captures.plan(asked, { signal });
  const words = capturePlanWords(asked.queueUrl, plan);
  if (dryRun) {
    output.item({ plan }, `${words}\nNothing was started.`);
    return exitCodes.done;
  }
  if (plan.kept === 'ask') {
    output.note(
      { kept: 'memory' },
      `Nobody has decided whether messages of ${scope.profile} may be kept on this computer: what is captured is gone when ` +
        'this command ends. Decide it with --keep-bodies, or in Settings.',
    );
  }
  output.note({ plan }, words);
  await agreed(session, 'Start this?');
  const job = await confirmed(session, (confirmation) =>
    client.captures.take({ ...asked, force, confirmation, callId: randomUUID() }, { signal }),
  );
  output.note({ job: job.id }, `Job ${job.id}`);
  const code = await followToEnd(session, job);
  const { counts } = await client.jobs.get({ jobId: job.id });
  const why = counts.capture?.why;
  if (why) output.note({ captured: counts.seen, why }, `${counts.seen} captured: ${reasons[why]}`);
  return code;
}

function capturePlanWords(
  queueUrl: string,
  { counts, messages, calls, seconds, holdSeconds, kept, fifo }: CapturePlan,
): string {
  const there = counts === null ? 'an unknown number of' : `${counts.visible}`;
  const many = messages === null ? 'what it finds' : `about ${messages}`;
  return [
    `Captures ${nameOf(queueUrl)}: ${there} messages wait, and it holds ${many}; nothing is deleted.`,
    calls && seconds !== null
      ? `  Calls: ${calls.receive} receive, ${calls.release} release; about ${duration(seconds)}.`
      : '',
    `  Meanwhile they are hidden from other readers, for ${duration(holdSeconds)} before that is renewed.`,
    '  The receive count of each message grows by one.',
    fifo
      ? '  FIFO: the first ten of each group, and no deeper until these are moved, parked or deleted.'
      : '',
    `  It is kept ${kept === 'disk' ? 'on this computer' : 'in memory only'}.`,
  ]
    .filter(Boolean)
    .join('\n');
}

const reasons: Record<CaptureWhy, string> = {
  complete: 'all that the queue has.',
  hidden: 'the queue has more, delayed or in the hands of others.',
  behind: 'FIFO groups have more behind their first ten.',
  most: 'as many as were asked for.',
  ceiling: 'as many as can be held at once.',
  'in-flight': 'the queue has too many messages in flight to receive more.',
  hold: 'the longest hold was over.',
  budget: 'one more receive could have moved messages to the dead-letter queue.',
  room: 'no more may be kept.',
  uncounted: 'nothing more was shown; how many there are is not known.',
};
