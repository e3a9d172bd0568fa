import type { PlanFinding, RedrivePlan } from '../../../contract/redrives.ts';
import { isFifoName } from '../../../domain/arn.ts';
import { estimateRedrive } from '../../../domain/redrive/estimate.ts';
import { widestRedrive } from '../../../domain/redrive/width.ts';
import { holdSeconds } from '../../../domain/redrive/hold.ts';
import { SQS } from '../../../domain/limits.ts';
import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import { destinationKey, queueKey } from '../../store/jobs.ts';
import type { CapturedFact } from '../../store/captures-facts.ts';
import { figures } from '../../jobs/redrive/rules.ts';
import { createMeaning } from '../captures/meaning.ts';
import { reckonedCounts, toQueueSummary } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';
import type { CapturedAnswer } from './captured-task.ts';
import { changesOf, keepsOf } from './fidelity.ts';
import { findingsOf } from './findings.ts';
import { runningTask } from './running-task.ts';
import { readTargets, settleSeconds, type Target } from './targets.ts';

/** What a plan is asked for. */
export type PlanRequest = Parameters<Handlers<'redrives'>['plan']>[0];

/** A plan, and what its job needs to know besides. */
export interface FullPlan {
  shown: RedrivePlan;
  /** All that may be there, hidden ones too. */
  depth: number;
  maximumSize: number;
  /** The chosen ones, where they are known by their ids. */
  ids: string[] | null;
  settleSeconds: number;
  /** Messages sent before this moment expire before the estimated end, epoch ms; null when the retention is not known. */
  urgentBefore: number | null;
}

const shownBlocked = 1000;

/** Makes plans: reads the queues, whether a move task runs, and what was captured; receives nothing. */
export function createPlan(
  services: HostServices,
): (request: PlanRequest, signal: AbortSignal, whole?: boolean) => Promise<FullPlan> {
  const { host, workshop } = services;
  const meaning = createMeaning(services);

  const ask = async (
    { source, choice, transform }: PlanRequest,
    signal: AbortSignal,
    whole: boolean,
  ): Promise<CapturedAnswer> => {
    const filter = choice.by === 'captures' ? (await meaning(choice.filter, signal, whole)).filter : null;
    return workshop.call(
      'redrives.captured',
      {
        place: source,
        filter,
        ids: choice.by === 'ids' ? choice.ids : null,
        where: choice.by === 'where' ? choice.expression : null,
        transform: transform ?? null,
        fifo: isFifoName(source.queueUrl),
        // A start has been planned before: what it asks again is whether these are expressions.
        time: whole ? 500 : 5000,
      },
      signal,
    );
  };

  return async (request, signal, whole = false) => {
    const { source, destination, keep, choice, most, known = [], edits = [] } = request;
    const now = host.clock.now();
    const [from, targets, captured, running] = await Promise.all([
      readAttributes(services, source.scope, source.queueUrl, signal),
      readTargets(services, request, signal),
      ask(request, signal, whole),
      runningTask(services, source, signal),
    ]);
    const summary = toQueueSummary(source.queueUrl, source.scope.region, from, now);
    const { visible, delayed, inFlight } = reckonedCounts(summary.counts);
    const ids =
      choice.by === 'ids'
        ? [...new Set(choice.ids)]
        : choice.by === 'captures'
          ? captured.chosen.map(({ messageId }) => messageId)
          : null;
    const limited = (count: number): number => Math.min(count, most ?? Infinity);
    const chosen = ids && limited(ids.length);
    const guess = choice.by === 'where' && captured.read > 0 ? captured.chosen.length : visible;
    const goal = chosen ?? limited(guess);
    const estimate = estimateRedrive({
      waiting: choice.by === 'all' ? limited(visible) : visible,
      chosen: choice.by === 'all' ? null : goal,
      all: choice.by === 'where' && most === undefined,
      keep,
      fifo: summary.fifo,
      rate: request.rate ?? null,
    });
    const settle = request.settleSeconds ?? settleSeconds(targets);
    const stages = stagesOf(request.stages ?? [], goal, settle);
    // While it waits it holds what it meets, so that a look shows what came back.
    const held =
      stages.length > 1 ? Math.max(estimate.held, Math.min(visible, figures.watched)) : estimate.held;
    const seconds = estimate.seconds + stages.reduce((sum, { waitSeconds }) => sum + waitSeconds, 0);
    const facts = merge(captured.chosen, known);
    const retention = summary.retentionPeriod;
    const urgentBefore = retention === null ? null : now + (seconds - retention) * 1000;
    const expiring =
      urgentBefore === null ? 0 : facts.filter(({ sentAt }) => sentAt && sentAt < urgentBefore).length;
    const maximumSize = Math.max(
      ...targets.map((target) => target.maximumSize),
      targets.length ? 0 : SQS.messageSize,
    );
    const sides = { source: summary, from, targets };
    const same = queueKey(source) === destinationKey(destination);
    const findings: PlanFinding[] = [
      ...(same ? [finding('same-queue', 'refuse', source.queueUrl)] : []),
      ...(edits.some(({ messageId }) => ids && !ids.includes(messageId))
        ? [finding('edits-unchosen', 'refuse', null)]
        : []),
      ...running,
      ...findingsOf(request, {
        ...sides,
        held,
        facts,
        expiring,
        blocked: captured.blocked.length,
        kept: services.store.captures.policies.get(source.scope.profile).mode === 'keep',
      }),
    ];
    return {
      shown: {
        ...estimate,
        held,
        seconds,
        chosen,
        waiting: visible,
        holdSeconds: holdSeconds(visible),
        findings,
        changes: changesOf(request, sides),
        keeps: keepsOf(request, sides),
        stages,
        blocked: { count: captured.blocked.length, ids: captured.blocked.slice(0, shownBlocked) },
        expiring,
        doubledByCrash: targets.some(({ fifo }) => !fifo)
          ? Math.min(goal, widestRedrive(visible + delayed + inFlight) * SQS.batchEntries)
          : 0,
        routes: routesOf(request, targets, facts, goal),
        captured:
          captured.read === 0
            ? null
            : {
                read: captured.read,
                matched: captured.chosen.length,
                changed: captured.changed,
                failed: captured.failed,
                error: captured.error,
              },
      },
      depth: visible + delayed + inFlight,
      maximumSize,
      ids,
      settleSeconds: settle,
      urgentBefore,
    };
  };
}

const finding = (
  code: PlanFinding['code'],
  severity: PlanFinding['severity'],
  resource: string | null,
): PlanFinding => ({ code, severity, numbers: {}, resource });

/** Between stages it waits; after the last one of these comes all that is left. */
function stagesOf(sizes: readonly number[], goal: number, waitSeconds: number): RedrivePlan['stages'] {
  const stages: RedrivePlan['stages'] = [];
  let left = goal;
  for (const size of sizes) {
    if (left <= size) break;
    stages.push({ size, waitSeconds });
    left -= size;
  }
  return sizes.length > 0 ? [...stages, { size: null, waitSeconds: 0 }] : [];
}

/** What is known of the chosen ones: by the captures, else by who asks. */
function merge(captured: readonly CapturedFact[], known: NonNullable<PlanRequest['known']>): PlanFact[] {
  const facts = new Map<string, PlanFact>(known.map((fact) => [fact.messageId, fact]));
  for (const fact of captured) facts.set(fact.messageId, fact);
  return [...facts.values()];
}

/** What is known of a chosen message. */
export interface PlanFact {
  messageId: string;
  size?: number | undefined;
  sentAt?: number | null | undefined;
  groupId?: string | null | undefined;
  sourceArn?: string | null | undefined;
}

function routesOf(
  { destination }: PlanRequest,
  targets: readonly Target[],
  facts: readonly PlanFact[],
  goal: number,
): RedrivePlan['routes'] {
  if (destination.kind !== 'sources') {
    const resource = targets[0]?.resource ?? null;
    return resource === null ? [] : [{ destination: resource, count: goal }];
  }
  const counts = new Map<string, number>();
  for (const { sourceArn } of facts) if (sourceArn) counts.set(sourceArn, (counts.get(sourceArn) ?? 0) + 1);
  const known = [...counts].map(([arn, count]) => ({ destination: arn, count }));
  const rest = goal - known.reduce((sum, { count }) => sum + count, 0);
  return rest > 0 ? [...known, { destination: null, count: rest }] : known;
}
