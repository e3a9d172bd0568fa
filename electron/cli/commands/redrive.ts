import { randomUUID } from 'node:crypto';
import type { Job, RedriveChoice, RedriveManner, Scope } from '../../contract/index.ts';
import { confirmed } from '../confirm.ts';
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts';
import { findDestination, type Target } from '../find-place.ts';
import { findQueue } from '../find-queue.ts';
import { followToEnd } from '../follow.ts';
import { planWords, type Planned } from '../plan-words.ts';
import type { Session } from '../session.ts';
import { agreed } from '../start.ts';

/** `redrive`. */
export interface RedriveOptions extends Target {
  from: string;
  ids: string[];
  where?: string;
  transform?: string;
  keep?: boolean;
  rate?: number;
  max?: number;
  stages?: number[];
  settle?: number;
  returnsAllowed?: number;
  stopOnFailure?: boolean;
  groupId?: string;
  skipFailed?: boolean;
  unanswered?: RedriveManner['unanswered'];
  keepDeduplicationId?: boolean;
  dryRun?: boolean;
}

/** Moves, copies or parks messages, in the foreground until the job ends. Ctrl+C pauses it. */
export async function redrive(session: Session, options: RedriveOptions): Promise<ExitCode> {
  const { client, output, signal } = session;
  const { keep = false } = options;
  const choice = toChoice(options);
  const manner = toManner(options);
  const scope = await session.scope();
  const source = { scope, queueUrl: await findQueue(session, scope, options.from) };
  const destination = await findDestination(session, scope, options);
  if (destination.kind === 'park') refuseForPark(options);
  if (keep && !targetOf(destination))
    throw new UsageError('--keep needs --to: a copy goes to one queue or topic.');
  await checkExpressions(session, options);
  const planned: Planned = { source, destination, keep, choice };
  const plan = await client.redrives.plan({ ...planned, ...manner }, { signal });
  const refused = plan.findings.some(({ severity }) => severity === 'refuse');
  const words = planWords(planned, plan).join('\n');
  if (options.dryRun) {
    output.item({ plan, ...planned }, `${words}\nNothing was started.`);
    return refused ? exitCodes.failed : exitCodes.done;
  }
  output.note({ plan }, words);
  if (!refused) await agreed(session, 'Start this?');
  const job = await confirmed(session, (confirmation) => start(session, planned, manner, confirmation));
  output.note({ job: job.id }, `Job ${job.id}`);
  return followToEnd(session, job);
}

function start(
  { client, signal }: Session,
  { source, destination, keep, choice }: Planned,
  manner: ReturnType<typeof toManner>,
  confirmation: string | undefined,
): Promise<Job> {
  const more = { callId: randomUUID(), confirmation };
  if (destination.kind === 'park') {
    const { rate, most } = manner;
    return client.redrives.park({ ...source, choice, rate, most, onDisk: true, ...more }, { signal });
  }
  if (!keep) return client.redrives.move({ ...source, destination, choice, ...manner, ...more }, { signal });
  const target = targetOf(destination)!;
  return client.redrives.copy({ ...target, source, choice, ...manner, ...more }, { signal });
}

function targetOf(destination: Planned['destination']): { scope: Scope; target: string } | undefined {
  if (destination.kind === 'queue') return { scope: destination.scope, target: destination.queueUrl };
  if (destination.kind === 'topic') return { scope: destination.scope, target: destination.topicArn };
  return undefined;
}

function toChoice({ ids, where }: RedriveOptions): RedriveChoice {
  if (ids.length > 0 && where !== undefined) throw new UsageError('Give either --ids or --where.');
  if (where !== undefined) return { by: 'where', expression: where };
  return ids.length > 0 ? { by: 'ids', ids: [...new Set(ids)] } : { by: 'all' };
}

function toManner(options: RedriveOptions) {
  const { groupId, skipFailed, unanswered, rate, max, stages, settle, returnsAllowed } = options;
  const { stopOnFailure, transform, keepDeduplicationId } = options;
  if (stages === undefined && (settle !== undefined || returnsAllowed !== undefined)) {
    throw new UsageError('--settle and --returns-allowed belong to --stages.');
  }
  return {
    ...{ groupId, skipFailed, unanswered, rate, most: max, stages, settleSeconds: settle },
    ...{ returnsAllowed, stopOnFailure, transform, keepDeduplicationId },
  };
}

/** What parking has no use for. */
function refuseForPark({
  keep,
  transform,
  stages,
  groupId,
  keepDeduplicationId,
  stopOnFailure,
}: RedriveOptions): void {
  const given = { keep, transform, stages, 'group-id': groupId };
  const more = { 'keep-deduplication-id': keepDeduplicationId, 'stop-on-failure': stopOnFailure };
  const [wrong] = Object.entries({ ...given, ...more }).find(([, value]) => value !== undefined) ?? [];
  if (wrong) throw new UsageError(`--${wrong} does not go with --park: messages are parked as they are.`);
}

/** A mistake in an expression is told before anything else happens: it is asked of no message at all. */
async function checkExpressions(
  { client, signal }: Session,
  { where, transform }: RedriveOptions,
): Promise<void> {
  const filter = { from: Number.MAX_SAFE_INTEGER };
  if (where !== undefined) await client.redrives.tryWhere({ filter, expression: where }, { signal });
  if (transform !== undefined)
    await client.redrives.tryTransform({ filter, expression: transform }, { signal });
}
