import type { QueuePlace } from '../../../../contract/jobs.ts';
import type { RestorePlan } from '../../../../contract/redrives-parked.ts';
import { isFifoName } from '../../../../domain/arn.ts';
import { SQS } from '../../../../domain/limits.ts';
import type { ParkedFacts } from '../../../store/parked-search.ts';
import type { RestoreTarget } from './target.ts';

type Finding = RestorePlan['findings'][number];

const lanes = 4;
const requestSeconds = 0.06;

/** What a restore of these messages to this target would do. */
export function toRestorePlan(
  source: QueuePlace,
  target: RestoreTarget,
  facts: ParkedFacts,
  { groupId, rate }: { groupId?: string | undefined; rate?: number | undefined },
): RestorePlan {
  const { count, bytes, ungrouped } = facts;
  const own = groupId === undefined ? ungrouped : Math.min(1, ungrouped);
  const groups = target.fifo ? facts.groups + own : facts.groups;
  // Of a FIFO group one message travels at a time: few groups make many requests.
  const perRequest = target.fifo ? Math.max(1, Math.min(SQS.batchEntries, groups)) : SQS.batchEntries;
  const calls = Math.ceil(count / perRequest);
  const atOnce = target.fifo ? Math.max(1, Math.min(lanes, Math.ceil(groups / perRequest))) : lanes;
  const seconds = Math.ceil(Math.max((calls * requestSeconds) / atOnce, rate ? count / rate : 0));
  return {
    count,
    bytes,
    calls,
    seconds,
    groups,
    ordered: facts.ordered > 0,
    findings: findings(source, target, facts, groupId),
  };
}

function findings(
  source: QueuePlace,
  { destination, fifo, known, maximumSize, delay, deadLetters }: RestoreTarget,
  { tooLarge, ungrouped, ordered, traced }: ParkedFacts,
  groupId: string | undefined,
): Finding[] {
  const found: Finding[] = [];
  const add = (
    code: Finding['code'],
    severity: Finding['severity'],
    numbers: Finding['numbers'] = {},
  ): void => void found.push({ code, severity, numbers });
  const home = destination.kind === 'queue' && destination.queueUrl === source.queueUrl;
  if (tooLarge > 0) add('too-large', 'warn', { count: tooLarge, limit: maximumSize });
  if (isFifoName(source.queueUrl) && ordered > 0 && !fifo) add('order-lost', 'warn');
  if (fifo && ungrouped > 0 && groupId === undefined) add('group-missing', 'note', { count: ungrouped });
  if (deadLetters && !home) add('to-dead-letters', 'warn');
  if (delay > 0) add('delayed', 'note', { seconds: delay });
  if (!known) add('destination-unknown', 'note');
  if (destination.kind === 'topic') {
    add('topic-accepted', 'warn');
    if (traced > 0) add('trace-lost', 'warn', { count: traced });
  }
  return found;
}
