import { randomUUID } from 'node:crypto';
import type { ParkedHit } from '../../contract/index.ts';
import { confirmed } from '../confirm.ts';
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts';
import { findDestination, type Target } from '../find-place.ts';
import { findQueue } from '../find-queue.ts';
import { followToEnd } from '../follow.ts';
import { nameOf } from '../job-words.ts';
import { columns, printable } from '../output.ts';
import { duration } from '../plan-words.ts';
import type { Session } from '../session.ts';
import { agreed } from '../start.ts';

/** `parked list`. */
export interface ParkedListOptions {
  from?: string;
  text?: string;
}

/** Parked messages, those of one queue or all. */
export async function listParked(session: Session, { from, text }: ParkedListOptions): Promise<ExitCode> {
  const { client, output, signal } = session;
  const scope = from === undefined ? undefined : await session.scope();
  const source = scope && { scope, queueUrl: await findQueue(session, scope, from!) };
  let cursor: string | undefined;
  do {
    const page = await client.redrives.parked({ filter: { text, source }, cursor }, { signal });
    for (const message of page.messages) output.item(message, toLine(message));
    cursor = page.cursor;
  } while (cursor);
  return exitCodes.done;
}

/** `parked restore`. */
export interface RestoreOptions extends Target {
  from: string;
  ids?: number[];
  text?: string;
  rate?: number;
  groupId?: string;
  skipFailed?: boolean;
  dryRun?: boolean;
}

/** Sends parked messages back to their queue, or elsewhere, in the foreground until the job ends. */
export async function restoreParked(session: Session, options: RestoreOptions): Promise<ExitCode> {
  const { client, output, signal } = session;
  const { from, ids, text, rate, groupId, skipFailed } = options;
  if (ids && text !== undefined) throw new UsageError('Give either --ids or --text.');
  const here = await session.scope();
  const source = { scope: here, queueUrl: await findQueue(session, here, from) };
  const to = await findDestination(session, here, { ...options, to: options.to ?? source.queueUrl });
  if (!('scope' in to)) throw new UsageError('Parked messages go to a queue or a topic.');
  const target = to.kind === 'topic' ? to.topicArn : to.queueUrl;
  const choice = ids ? { ids } : { all: true as const, text };
  const asked = { scope: to.scope, target, source, choice, rate, groupId, skipFailed };
  const plan = await client.redrives.restorePlan(asked, { signal });
  const words = [
    `Sends ${plan.count} parked messages of ${nameOf(source.queueUrl)} to ${nameOf(target)}: ${plan.calls} calls, about ${duration(plan.seconds)}.`,
    ...plan.findings.map(({ code, severity }) => `  ${severity}: ${code}`),
  ].join('\n');
  if (options.dryRun) {
    output.item({ plan }, `${words}\nNothing was started.`);
    return exitCodes.done;
  }
  output.note({ plan }, words);
  await agreed(session, 'Start this?');
  const job = await confirmed(session, (confirmation) =>
    client.redrives.restore({ ...asked, confirmation, callId: randomUUID() }, { signal }),
  );
  output.note({ job: job.id }, `Job ${job.id}`);
  return followToEnd(session, job);
}

function toLine({ id, messageId, queue, parkedAt, size, snippet }: ParkedHit): string {
  const words = printable(`${snippet.before}${snippet.match}${snippet.after}`)
    .replaceAll(/\s+/g, ' ')
    .slice(0, 60);
  return columns(
    [String(id), messageId, printable(queue), new Date(parkedAt).toISOString(), `${size} B`, words],
    [6, 36, 20, 24, 9],
  );
}
