import { ListMessageMoveTasksCommand } from '@aws-sdk/client-sqs';
import type { PlanFinding, RedrivePlan } from '../../../contract/redrives.ts';
import { changedFacts } from '../../../contract/redrives.ts';
import { queueNameOfArn } from '../../../domain/arn.ts';
import { SQS } from '../../../domain/limits.ts';
import { holdSeconds } from '../../../domain/redrive/hold.ts';
import { estimateRedrive } from '../../../domain/redrive/estimate.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { destinationKey, queueKey } from '../../store/jobs.ts';
import { reckonedCounts, toNumber, toQueueSummary, type Attributes } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';
import { findingsOf } from './findings.ts';

/** What a plan is asked for. */
export type PlanRequest = Parameters<Handlers<'redrives'>['plan']>[0];

/** A plan, and what its job needs to know besides. */
export interface FullPlan extends RedrivePlan {
  depth: number | null;
  maximumSize: number;
}

/** Makes plans: reads both queues, and whether a move task runs; receives nothing. */
export function createPlan(
  services: Services,
): (request: PlanRequest, signal: AbortSignal) => Promise<FullPlan> {
  const { clients, host } = services;

  const runningTask = async (
    { source }: PlanRequest,
    arn: string,
    signal: AbortSignal,
  ): Promise<PlanFinding[]> => {
    try {
      const sqs = await clients.sqs(source.scope);
      const command = new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults: SQS.moveTaskHistory });
      const { Results = [] } = await sqs.send(command, { abortSignal: signal });
      const runs = Results.some(({ Status }) => Status === 'RUNNING' || Status === 'CANCELLING');
      return runs
        ? [{ code: 'move-task-running', severity: 'refuse', numbers: {}, resource: source.queueUrl }]
        : [];
    } catch (error) {
      if (!isFailure(error) || signal.aborted) throw error;
      // A queue that is no dead-letter queue has no tasks, and SQS says so by a refusal.
      if (error.code !== 'ACCESS_DENIED' && error.code !== 'THROTTLED') return [];
      return [{ code: 'move-task-unknown', severity: 'note', numbers: {}, resource: source.queueUrl }];
    }
  };

  const destinationOf = async (
    { destination }: PlanRequest,
    signal: AbortSignal,
  ): Promise<Attributes | null> => {
    if (destination.kind !== 'queue')
      throw fail('UNSUPPORTED', 'Only queues can be sent to yet.', { field: 'destination' });
    try {
      return await readAttributes(services, destination.scope, destination.queueUrl, signal);
    } catch (error) {
      // Who may only send cannot read it.
      if (isFailure(error) && error.code === 'ACCESS_DENIED') return null;
      throw error;
    }
  };

  return async (request, signal) => {
    const { source, destination, keep, choice } = request;
    const chosen = choice.by === 'ids' ? new Set(choice.ids).size : null;
    const now = host.clock.now();
    const [from, to] = await Promise.all([
      readAttributes(services, source.scope, source.queueUrl, signal),
      destinationOf(request, signal),
    ]);
    const summary = toQueueSummary(source.queueUrl, source.scope.region, from, now);
    const target =
      to && destination.kind === 'queue'
        ? toQueueSummary(destination.queueUrl, destination.scope.region, to, now)
        : null;
    const { visible, delayed, inFlight } = reckonedCounts(summary.counts);
    const maximumSize = toNumber(to?.MaximumMessageSize) ?? SQS.messageSize;
    const estimate = estimateRedrive({
      waiting: visible,
      chosen,
      keep,
      fifo: summary.fifo,
    });
    const same = queueKey(source) === destinationKey(destination);
    const findings = [
      ...(same
        ? [
            {
              code: 'same-queue' as const,
              severity: 'refuse' as const,
              numbers: {},
              resource: source.queueUrl,
            },
          ]
        : []),
      ...(await runningTask(request, summary.arn, signal)),
      ...findingsOf(request, {
        source: summary,
        target,
        maximumSize,
        seconds: estimate.seconds,
        held: estimate.held,
        now,
        from,
        to,
      }),
    ];
    return {
      ...estimate,
      chosen,
      waiting: visible,
      holdSeconds: holdSeconds(visible),
      findings,
      changes: changedFacts.filter((fact) => changes(fact, { source: summary, target, from, to })),
      keeps: ['body', 'attributes', 'attributeTypes', 'group', 'traceHeader'],
      stages: [],
      blocked: { count: 0, ids: [] },
      expiring: 0,
      doubledByCrash: target?.fifo ? 0 : 40,
      routes: [],
      captured: null,
      depth: visible + delayed + inFlight,
      maximumSize,
    };
  };
}

type Sides = Pick<Parameters<typeof findingsOf>[1], 'source' | 'target' | 'from' | 'to'>;

/** Whether a fact of a message is another one afterwards. */
function changes(fact: (typeof changedFacts)[number], { source, target, from, to }: Sides): boolean {
  switch (fact) {
    case 'sequence':
    case 'deduplicationId':
      return source.fifo || (target?.fifo ?? false);
    case 'deadLetterSource':
      return (
        source.redrivePolicy === null ||
        queueNameOfArn(source.redrivePolicy.deadLetterTargetArn) !== source.name
      );
    case 'delay':
      return (target?.delay ?? 0) > 0;
    case 'key':
      return (
        (from.KmsMasterKeyId ?? '') !== (to?.KmsMasterKeyId ?? '') || source.encryption !== target?.encryption
      );
    case 'group':
      return (target?.fifo ?? false) && !source.fifo;
    case 'body':
    case 'attributes':
      return false;
    case 'messageId':
    case 'sentAt':
    case 'receiveCount':
    case 'sender':
    case 'retention':
      return true;
  }
}
