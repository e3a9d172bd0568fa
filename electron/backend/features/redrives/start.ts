import { randomUUID } from 'node:crypto';
import type { Job, JobOrder, QueuePlace, RedriveDestination } from '../../../contract/jobs.ts';
import type { RedriveChoice, RedriveManner } from '../../../contract/redrives-order.ts';
import { isFifoName } from '../../../domain/arn.ts';
import { fail } from '../../failures.ts';
import type { Call } from '../../handlers.ts';
import { plainOrder, type Edit } from '../../jobs/redrive/model.ts';
import type { StoredOrder } from '../../jobs/redrive-work.ts';
import type { HostServices } from '../../services.ts';
import { destinationKey, queueKey } from '../../store/jobs.ts';
import type { Adopter } from '../jobs/adopt.ts';
import { createPlan, type FullPlan } from './plan.ts';

/** What a redrive is asked to do. */
export interface Start extends RedriveManner {
  source: QueuePlace;
  destination: RedriveDestination;
  keep: boolean;
  choice: RedriveChoice;
}

/** How a redrive travels where nothing is said of it. */
export const plainManner = {
  skipFailed: false,
  unanswered: 'resend',
  returnsAllowed: 0,
  keepDeduplicationId: false,
} satisfies Partial<RedriveManner>;

const refusals: Partial<Record<string, string>> = {
  'same-queue': 'Source and destination are the same queue.',
  'edits-unchosen': 'A message is edited that is not among the chosen ones.',
};

/** Starts redrives as jobs: plans once more, refuses what the plan refuses, and writes all down before anything is received. */
export function createStart(services: HostServices, adopter: Adopter) {
  const { store, host } = services;
  const plan = createPlan(services);

  return async (start: Start, call: Call): Promise<Job> => {
    const { source, destination, choice, most } = start;
    const planned = await plan(start, call.signal, true);
    const refusal = planned.shown.findings.find(({ severity }) => severity === 'refuse');
    if (refusal) {
      const text = refusals[refusal.code];
      throw fail(
        'CONFLICT',
        text ?? 'A message move task runs on the source. Wait for its end, or cancel it.',
        {
          resource: refusal.resource ?? source.queueUrl,
        },
      );
    }
    const { ids, depth } = planned;
    if (ids?.length === 0)
      throw fail('CONFLICT', 'No captured message of this queue fits the filter. Capture it first.', {
        resource: source.queueUrl,
      });
    const id = randomUUID();
    const edits = new Map(start.edits?.map(({ messageId, ...edit }) => [messageId, edit as Edit]));
    const total = ids || choice.by === 'all' ? Math.min(ids?.length ?? depth, most ?? Infinity) : null;
    store.jobs.create({
      id,
      kind: kindOf(start),
      source,
      destination,
      order: toOrder(id, start, planned),
      shown: toShown(start, planned),
      ids,
      edits,
      total,
      at: host.clock.now(),
    });
    call.note({
      job: id,
      messages: total ?? choice.by,
      destination: destinationKey(destination)?.split(' ')[1] ?? destination.kind,
    });
    await adopter.take([id]);
    const job = store.jobs.get(id, host.clock);
    if (!job) throw fail('INTERNAL', 'The job could not be read back.');
    return job;
  };
}

function kindOf({ destination, keep }: Start): Job['kind'] {
  if (destination.kind === 'park') return 'park';
  if (destination.kind === 'nothing') return 'purge';
  return keep ? 'copy' : 'move';
}

function toOrder(job: string, start: Start, planned: FullPlan): StoredOrder {
  const { source, destination, choice } = start;
  const { kind } = destination;
  const sourceFifo = isFifoName(source.queueUrl);
  const destinationFifo =
    kind === 'queue'
      ? isFifoName(destination.queueUrl)
      : kind === 'topic'
        ? isFifoName(destination.topicArn)
        : kind === 'sources' && sourceFifo;
  return {
    ...plainOrder,
    job,
    source: queueKey(source),
    destination: destinationKey(destination) ?? '',
    sourceFifo,
    destinationFifo,
    keep: start.keep,
    some: planned.ids !== null,
    groupId: start.groupId ?? null,
    skipFailed: start.skipFailed,
    unanswered: start.unanswered,
    depth: planned.depth,
    maximumSize: planned.maximumSize,
    where: choice.by === 'where' ? choice.expression : null,
    transform: start.transform ?? null,
    rate: start.rate ?? null,
    most: start.most ?? null,
    stages: start.stages ?? [],
    settle: planned.settleSeconds * 1000,
    returnsAllowed: start.returnsAllowed,
    stopOnFailure: stopsOnFailure(start),
    keepDedupId: start.keepDeduplicationId,
    routed: kind === 'sources',
    goal: kind === 'park' ? 'parked' : 'done',
    exact: kind === 'park' || kind === 'nothing',
    urgentBefore: planned.urgentBefore,
  };
}

const stopsOnFailure = ({ stopOnFailure, stages = [] }: Start): boolean => stopOnFailure ?? stages.length > 0;

function toShown(start: Start, { settleSeconds }: FullPlan): JobOrder {
  const { choice } = start;
  return {
    by: choice.by,
    where: choice.by === 'where' ? choice.expression : null,
    transform: start.transform ?? null,
    edits: start.edits?.length ?? 0,
    rate: start.rate ?? null,
    most: start.most ?? null,
    stages: start.stages ?? [],
    settleSeconds,
    returnsAllowed: start.returnsAllowed,
    stopOnFailure: stopsOnFailure(start),
    keepDeduplicationId: start.keepDeduplicationId,
  };
}
