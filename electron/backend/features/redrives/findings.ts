import type { RedriveDestination } from '../../../contract/jobs.ts';
import type { PlanFinding } from '../../../contract/redrives.ts';
import type { QueueSummary } from '../../../contract/queues.ts';
import { SQS } from '../../../domain/limits.ts';
import { reckonedCounts, type Attributes } from '../queues/attributes.ts';
import type { PlanRequest } from './plan.ts';

/** What is known of both queues. */
export interface PlanFacts {
  source: QueueSummary;
  /** Null when it may not be read. */
  target: QueueSummary | null;
  from: Attributes;
  to: Attributes | null;
  maximumSize: number;
  /** How long it takes about, and how many are hidden at once. */
  seconds: number;
  held: number;
  now: number;
}

const resourceOf = (destination: RedriveDestination): string | null =>
  destination.kind === 'queue'
    ? destination.queueUrl
    : destination.kind === 'topic'
      ? destination.topicArn
      : null;

type Found = Pick<PlanFinding, 'code' | 'severity'> & Partial<PlanFinding>;

/** What may go wrong, and what is good to know, from the attributes of both queues and what is known of the messages. */
export function findingsOf(request: PlanRequest, facts: PlanFacts): PlanFinding[] {
  return [...ofSource(request, facts), ...ofDestination(request, facts), ...ofMessages(request, facts)].map(
    (found) => ({ numbers: {}, resource: null, ...found }),
  );
}

function ofSource({ choice, keep }: PlanRequest, { source, held }: PlanFacts): Found[] {
  const found: Found[] = [];
  const { delayed, inFlight } = reckonedCounts(source.counts);
  if (source.redrivePolicy) {
    const { maxReceiveCount, deadLetterTargetArn } = source.redrivePolicy;
    found.push({
      code: 'source-dead-letters',
      severity: 'warn',
      numbers: { maxReceiveCount },
      resource: deadLetterTargetArn,
    });
  }
  if (source.fifo && (choice.by !== 'all' || keep))
    found.push({ code: 'fifo-blocked', severity: 'warn', numbers: { first: SQS.receiveBatch } });
  if (delayed + inFlight > 0)
    found.push({ code: 'unreachable', severity: 'note', numbers: { delayed, inFlight } });
  if (held > SQS.inFlight * 0.8) {
    found.push({ code: 'in-flight-limit', severity: 'warn', numbers: { held, limit: SQS.inFlight } });
  }
  return found;
}

function ofDestination({ destination }: PlanRequest, { source, target, from, to }: PlanFacts): Found[] {
  if (!target) return [{ code: 'destination-unknown', severity: 'note', resource: resourceOf(destination) }];
  const found: Found[] = [];
  const { redrivePolicy } = target;
  if (redrivePolicy?.deadLetterTargetArn === source.arn) {
    const { maxReceiveCount } = redrivePolicy;
    found.push({ code: 'comes-back', severity: 'note', numbers: { maxReceiveCount }, resource: target.arn });
  }
  if (/"redrivePermission"\s*:\s*"byQueue"/.test(to?.RedriveAllowPolicy ?? '')) {
    found.push({ code: 'to-dead-letters', severity: 'warn', resource: target.arn });
  }
  if (source.fifo && !target.fifo) found.push({ code: 'order-lost', severity: 'warn' });
  if (
    source.retentionPeriod !== null &&
    target.retentionPeriod !== null &&
    target.retentionPeriod < source.retentionPeriod
  ) {
    const numbers = { source: source.retentionPeriod, destination: target.retentionPeriod };
    found.push({ code: 'shorter-retention', severity: 'note', numbers });
  }
  if (target.delay) found.push({ code: 'delayed', severity: 'note', numbers: { seconds: target.delay } });
  if (target.encryption === 'sse-kms' && to?.KmsMasterKeyId !== from.KmsMasterKeyId) {
    found.push({ code: 'other-key', severity: 'note', resource: to?.KmsMasterKeyId ?? null });
  }
  return found;
}

function ofMessages(
  { known: messages = [], groupId }: PlanRequest,
  { source, target, maximumSize, seconds, now }: PlanFacts,
): Found[] {
  const found: Found[] = [];
  const large = messages.filter(({ size }) => size !== undefined && size > maximumSize).length;
  if (large > 0)
    found.push({ code: 'too-large', severity: 'warn', numbers: { count: large, limit: maximumSize } });
  const known = messages.filter((message) => message.groupId !== undefined);
  const alone = known.filter((message) => message.groupId === null).length;
  if (target?.fifo && !source.fifo && !groupId && (known.length === 0 || alone > 0)) {
    found.push({ code: 'group-missing', severity: 'note', numbers: { count: alone } });
  }
  const lifetime = source.retentionPeriod;
  const ends = messages.flatMap(({ sentAt }) =>
    sentAt && lifetime !== null ? sentAt + lifetime * 1000 : [],
  );
  const short = ends.filter((end) => end < now + seconds * 1000).length;
  if (short > 0) found.push({ code: 'expires-before', severity: 'warn', numbers: { count: short } });
  return found;
}
