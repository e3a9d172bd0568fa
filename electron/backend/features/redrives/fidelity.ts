import { changedFacts, keptFacts, type RedrivePlan } from '../../../contract/redrives.ts';
import type { QueueSummary } from '../../../contract/queues.ts';
import { queueNameOfArn } from '../../../domain/arn.ts';
import type { Attributes } from '../queues/attributes.ts';
import type { PlanRequest } from './plan.ts';
import type { Target } from './targets.ts';

/** Both sides of a redrive. */
export interface Sides {
  source: QueueSummary;
  from: Attributes;
  targets: readonly Target[];
}

const isEdited = ({ transform, edits = [] }: PlanRequest, part: 'body' | 'attributes' | 'groupId'): boolean =>
  transform !== undefined || edits.some((edit) => edit[part] !== undefined);

/** What of a message is another one afterwards. */
export function changesOf(request: PlanRequest, sides: Sides): RedrivePlan['changes'] {
  const { kind } = request.destination;
  // A parked message keeps all that it came with; a deleted one has nothing left to differ.
  if (kind === 'park' || kind === 'nothing') return [];
  return changedFacts.filter((fact) => changes(fact, request, sides));
}

/** What travels with it. */
export function keepsOf(request: PlanRequest, { source, targets }: Sides): RedrivePlan['keeps'] {
  const { kind } = request.destination;
  if (kind === 'nothing') return [];
  const fifo = targets.some((target) => target.fifo);
  return keptFacts.filter((fact) => {
    if (fact === 'deduplicationId')
      return kind === 'park' || (request.keepDeduplicationId && fifo && source.fifo);
    if (fact === 'traceHeader') return kind !== 'topic';
    if (fact === 'group') return !isEdited(request, 'groupId');
    return !isEdited(request, fact === 'body' ? 'body' : 'attributes');
  });
}

function changes(
  fact: (typeof changedFacts)[number],
  request: PlanRequest,
  { source, targets, from }: Sides,
): boolean {
  const fifo = targets.some((target) => target.fifo);
  switch (fact) {
    case 'body':
    case 'attributes':
      return isEdited(request, fact);
    case 'sequence':
      return source.fifo || fifo;
    case 'deduplicationId':
      return (source.fifo || fifo) && !(request.keepDeduplicationId && source.fifo && fifo);
    case 'deadLetterSource':
      return (
        source.redrivePolicy === null ||
        queueNameOfArn(source.redrivePolicy.deadLetterTargetArn) !== source.name
      );
    case 'delay':
      return targets.some(({ summary }) => (summary?.delay ?? 0) > 0);
    case 'key':
      return targets.some(
        ({ summary, attributes }) =>
          (from.KmsMasterKeyId ?? '') !== (attributes?.KmsMasterKeyId ?? '') ||
          source.encryption !== summary?.encryption,
      );
    case 'group':
      return (fifo && !source.fifo) || isEdited(request, 'groupId');
    case 'messageId':
    case 'sentAt':
    case 'receiveCount':
    case 'sender':
    case 'retention':
      return true;
  }
}
