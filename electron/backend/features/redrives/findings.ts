import type { PlanFinding } from '../../../contract/redrives.ts';
import { SQS } from '../../../domain/limits.ts';
import { reckonedCounts } from '../queues/attributes.ts';
import type { Sides } from './fidelity.ts';
import type { PlanFact, PlanRequest } from './plan.ts';
import { targetOf, type Target } from './targets.ts';

/** What is known of a redrive before it starts. */
export interface PlanFacts extends Sides {
  /** How many are hidden at once. */
  held: number;
  facts: readonly PlanFact[];
  expiring: number;
  blocked: number;
  /** Whether bodies of the source's profile may be kept on this disk. */
  kept: boolean;
}

type Found = Pick<PlanFinding, 'code' | 'severity'> & Partial<PlanFinding>;

/** What may go wrong, and what is good to know, from the attributes of the queues and what is known of the messages. */
export function findingsOf(request: PlanRequest, facts: PlanFacts): PlanFinding[] {
  return [
    ...ofSource(request, facts),
    ...ofManner(request, facts),
    ...facts.targets.flatMap((target) => ofTarget(request, target, facts)),
    ...ofMessages(request, facts),
  ].map((found) => ({ numbers: {}, resource: null, ...found }));
}

function ofSource({ choice, keep, most }: PlanRequest, { source, held, blocked }: PlanFacts): Found[] {
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
  if (source.fifo && (choice.by !== 'all' || keep || most !== undefined))
    found.push({ code: 'fifo-blocked', severity: 'warn', numbers: { first: SQS.receiveBatch, blocked } });
  if (delayed + inFlight > 0)
    found.push({ code: 'unreachable', severity: 'note', numbers: { delayed, inFlight } });
  if (held > SQS.inFlight * 0.8) {
    found.push({ code: 'in-flight-limit', severity: 'warn', numbers: { held, limit: SQS.inFlight } });
  }
  return found;
}

function ofManner(request: PlanRequest, { source, kept, targets }: PlanFacts): Found[] {
  const { stages = [], edits = [], transform, destination, keepDeduplicationId } = request;
  const found: Found[] = [];
  // Behind what is held of its group nothing is shown, and SNS gives MessageIds of its own.
  if (stages.length > 0 && (source.fifo || destination.kind === 'topic'))
    found.push({ code: 'returns-unseen', severity: 'note' });
  if (destination.kind === 'topic')
    found.push({ code: 'topic-accepted', severity: 'warn', resource: destination.topicArn });
  if ((edits.length > 0 || transform !== undefined) && !kept)
    found.push({ code: 'content-on-disk', severity: 'note', numbers: { edits: edits.length } });
  if (keepDeduplicationId && source.fifo && targets.some(({ fifo }) => fifo))
    found.push({
      code: 'deduplication-kept',
      severity: 'warn',
      numbers: { seconds: SQS.deduplicationWindowSeconds },
    });
  return found;
}

function ofTarget(
  { destination }: PlanRequest,
  { resource, summary: target, attributes, fifo }: Target,
  { source, from }: PlanFacts,
): Found[] {
  const found: Found[] = [];
  if (source.fifo && !fifo) found.push({ code: 'order-lost', severity: 'warn' });
  if (destination.kind === 'topic') return found;
  if (!target) return [...found, { code: 'destination-unknown', severity: 'note', resource }];
  const { redrivePolicy } = target;
  if (redrivePolicy?.deadLetterTargetArn === source.arn) {
    const { maxReceiveCount } = redrivePolicy;
    found.push({ code: 'comes-back', severity: 'note', numbers: { maxReceiveCount }, resource: target.arn });
  }
  if (/"redrivePermission"\s*:\s*"byQueue"/.test(attributes?.RedriveAllowPolicy ?? '')) {
    found.push({ code: 'to-dead-letters', severity: 'warn', resource: target.arn });
  }
  if (
    source.retentionPeriod !== null &&
    target.retentionPeriod !== null &&
    target.retentionPeriod < source.retentionPeriod
  ) {
    const numbers = { source: source.retentionPeriod, destination: target.retentionPeriod };
    found.push({ code: 'shorter-retention', severity: 'note', numbers, resource: target.arn });
  }
  if (target.delay)
    found.push({
      code: 'delayed',
      severity: 'note',
      numbers: { seconds: target.delay },
      resource: target.arn,
    });
  if (target.encryption === 'sse-kms' && attributes?.KmsMasterKeyId !== from.KmsMasterKeyId) {
    found.push({ code: 'other-key', severity: 'note', resource: attributes?.KmsMasterKeyId ?? null });
  }
  return found;
}

function ofMessages(
  { groupId, destination }: PlanRequest,
  { source, targets, facts, expiring }: PlanFacts,
): Found[] {
  const found: Found[] = [];
  const routed = destination.kind === 'sources';
  const limitOf = ({ sourceArn }: PlanFact): number =>
    (routed ? targetOf(targets, sourceArn ?? null) : targets[0])?.maximumSize ?? SQS.messageSize;
  const large = facts.filter((fact) => fact.size !== undefined && fact.size > limitOf(fact));
  if (large.length > 0) {
    const limit = Math.min(...large.map(limitOf));
    found.push({ code: 'too-large', severity: 'warn', numbers: { count: large.length, limit } });
  }
  const known = facts.filter((message) => message.groupId !== undefined);
  const alone = known.filter((message) => message.groupId === null).length;
  if (targets.some(({ fifo }) => fifo) && !source.fifo && !groupId && (known.length === 0 || alone > 0)) {
    found.push({ code: 'group-missing', severity: 'note', numbers: { count: alone } });
  }
  if (routed) {
    const none = facts.filter(({ sourceArn }) => sourceArn === null).length;
    if (none > 0) found.push({ code: 'no-dead-letter-source', severity: 'warn', numbers: { count: none } });
    if (targets.length > 1)
      found.push({ code: 'several-sources', severity: 'note', numbers: { count: targets.length } });
  }
  if (expiring > 0) found.push({ code: 'expires-before', severity: 'warn', numbers: { count: expiring } });
  return found;
}
