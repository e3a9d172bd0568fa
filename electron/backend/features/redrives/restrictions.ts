import type { Scope } from '../../../contract/procedure.ts';
import type { MoveTask, Restriction } from '../../../contract/redrives-tasks.ts';
import { isFifoName, parseArn } from '../../../domain/arn.ts';
import { SQS } from '../../../domain/limits.ts';
import { toFailure } from '../../failures.ts';
import type { Known, QueueFacts } from './queue-facts.ts';
import { isActive } from './tasks.ts';

/** What was read before a move task starts. */
export interface TaskFacts {
  scope: Scope;
  source: QueueFacts;
  sources: Known<string[]>;
  tasks: Known<MoveTask[]>;
  /** ARN; null: back to the sources. */
  destination: string | null;
  /** Null when it is in another region or not asked for. */
  target: Known<QueueFacts> | 'missing' | null;
  /** The sources as far as they could be read. */
  origins: (QueueFacts | null)[];
  allOriginsRead: boolean;
  rate: number | null;
}

type Judged = Pick<Restriction, 'code' | 'mark'> & Partial<Restriction>;
const marked = (ok: boolean): 'holds' | 'fails' => (ok ? 'holds' : 'fails');

/** Every restriction that concerns this redrive, in the order in which one would look at them. */
export function judge(facts: TaskFacts): Restriction[] {
  const found = [
    ...ofSource(facts),
    ...ofDestination(facts),
    ofSize(facts),
    ...ofSpeed(facts),
    ...ofAccess(facts),
  ];
  return found.map((one) => ({ numbers: {}, resource: null, failure: null, ...one }));
}

function ofSource({ sources, tasks, source }: TaskFacts): Judged[] {
  const running = tasks.value?.some(isActive);
  return [
    sources.value
      ? {
          code: 'dead-letter-queue',
          mark: marked(sources.value.length > 0),
          numbers: { count: sources.value.length },
          resource: source.arn,
        }
      : { code: 'dead-letter-queue', mark: 'unknown', failure: toFailure(sources.failure) },
    tasks.value
      ? { code: 'no-task', mark: marked(!running) }
      : { code: 'no-task', mark: 'unknown', failure: toFailure(tasks.failure) },
  ];
}

function ofDestination({ scope, source, destination, target }: TaskFacts): Judged[] {
  // Messages that were sent straight to the queue carry no origin, and no call tells of them without a receive.
  if (destination === null) return [{ code: 'origins', mark: 'unknown', resource: source.arn }];
  const resource = destination;
  const { account, region } = parseArn(destination) ?? { account: '', region: '' };
  const found: Judged[] = [
    { code: 'other-queue', mark: marked(destination !== source.arn), resource },
    { code: 'same-type', mark: marked(isFifoName(destination) === isFifoName(source.arn)), resource },
    // AWS's guide speaks of queues of this account and region only; what it answers else is not written down.
    { code: 'same-account', mark: account === source.account ? 'holds' : 'unknown', resource },
    { code: 'same-region', mark: region === scope.region ? 'holds' : 'unknown', resource },
  ];
  if (target === 'missing') found.push({ code: 'exists', mark: 'fails', resource });
  else if (target?.value) found.push({ code: 'exists', mark: 'holds', resource });
  else
    found.push({
      code: 'exists',
      mark: 'unknown',
      resource,
      failure: target ? toFailure(target.failure) : null,
    });
  return found;
}

/** A message that the destination does not take stops nothing before the start; AWS does not say what the task does at it. */
function ofSize({ source, destination, target, origins, allOriginsRead }: TaskFacts): Judged {
  const other = target && target !== 'missing' ? target.value : null;
  const targets = destination === null ? origins : [other];
  const own = source.summary?.maximumMessageSize ?? null;
  const sizes = targets.map((queue) => queue?.summary?.maximumMessageSize ?? null);
  const isSeen = own !== null && (destination !== null || allOriginsRead) && !sizes.includes(null);
  const least = Math.min(...sizes.map((size) => size ?? Infinity));
  const fits = isSeen && own <= least;
  return {
    code: 'size',
    mark: fits ? 'holds' : 'unknown',
    numbers: { ...(own !== null && { own }), ...(Number.isFinite(least) && { least }) },
  };
}

function ofSpeed({ source, rate }: TaskFacts): Judged[] {
  const waiting = source.summary?.counts.visible ?? null;
  const hours = SQS.moveTaskSeconds / 3600;
  const most = SQS.moveTaskRate;
  const rateFits = rate === null || (rate >= 1 && rate <= most);
  // Without a rate AWS chooses one; at a message a second fewer than this many are done in time whatever it chooses.
  const inTime =
    waiting === null
      ? null
      : rate === null
        ? waiting <= SQS.moveTaskSeconds || null
        : waiting / Math.max(rate, 1) <= SQS.moveTaskSeconds;
  return [
    { code: 'rate', mark: marked(rateFits), numbers: { most } },
    {
      code: 'duration',
      mark: inTime === null ? 'unknown' : marked(inTime),
      numbers: { hours, ...(waiting !== null && { waiting }) },
    },
    { code: 'account-tasks', mark: 'unknown', numbers: { most: SQS.moveTasksPerAccount } },
  ];
}

function ofAccess({ source, destination, target, origins, allOriginsRead }: TaskFacts): Judged[] {
  const other = target && target !== 'missing' ? target.value : null;
  // What came from a source stays encrypted with the source's key.
  const all = [source, ...origins, ...(destination === null ? [] : [other])];
  const encrypted = all.find((queue) => queue?.summary?.encryption === 'sse-kms');
  const isSeen = all.every((queue) => queue?.summary) && allOriginsRead;
  const policies = all.map((queue) => queue?.attributes.Policy ?? '');
  // SQS calls from its own network, which such a statement does not foresee.
  const bound = policies.some((text) => /aws:sourcevpc/i.test(text) && !/aws:calledvialast/i.test(text));
  return [
    { code: 'permission', mark: 'unknown' },
    {
      code: 'key',
      mark: !encrypted && isSeen ? 'holds' : 'unknown',
      resource: encrypted?.attributes.KmsMasterKeyId ?? null,
    },
    { code: 'network-policy', mark: !bound && isSeen ? 'holds' : 'unknown' },
  ];
}
