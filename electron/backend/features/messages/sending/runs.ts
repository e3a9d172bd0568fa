import { randomUUID } from 'node:crypto';
import type { SendRun } from '../../../../contract/messages-send.ts';
import type { Scope } from '../../../../contract/procedure.ts';
import { isFifoName } from '../../../../domain/arn.ts';
import { fillMessage } from '../../../../domain/message/placeholders.ts';
import { SQS } from '../../../../domain/limits.ts';
import { fail } from '../../../failures.ts';
import type { Handlers } from '../../../handlers.ts';
import type { Services } from '../../../services.ts';
import { toFailureError } from '../../../to-failure.ts';
import { maximumOf } from '../../topics/detail.ts';
import { attributesIfKnown } from '../../topics/read.ts';
import { createQueueBatch } from './queue-batch.ts';
import { recordWork } from './record-work.ts';
import { createRun, watchRun, type Run, type RunPlan } from './run.ts';
import { createTopicBatch } from './topic-batch.ts';

type Names = 'startRun' | 'resumeRun' | 'stopRun' | 'watchRun' | 'runs' | 'runResults';
type Start = Handlers<'messages'>['startRun'];

interface Known {
  runId: string;
  scope: Scope;
  target: string;
  run: Run;
}

/** Ended runs that are remembered. */
const remembered = 20;

/** The runs of a host. They live in its memory and end with it: `close` stops them and awaits their last answers. */
export function createRuns(
  services: Services,
): Pick<Handlers<'messages'>, Names> & { close(): Promise<void> } {
  const { clock, log } = services.host;
  const known = new Map<string, Known>();
  const works = new Set<Promise<void>>();

  const find = (runId: string): Known => {
    const one = known.get(runId);
    if (!one) throw fail('NOT_FOUND', 'This run is no longer remembered.', { resource: runId });
    return one;
  };
  const show = ({ run, ...place }: Known): SendRun => ({ ...place, ...run.snapshot() });

  const begin = (one: Known): void => {
    const work = recordWork(services, one.scope, one.target, one.run);
    works.add(work);
    void work.finally(() => works.delete(work));
  };
  const forget = (): void => {
    const ended = [...known.values()].filter(({ run }) => !run.active());
    for (const { runId } of ended.slice(0, Math.max(0, ended.length - remembered))) known.delete(runId);
  };

  return {
    async startRun({ scope, target, plan, rate }, { note, signal }) {
      const isTopic = target.startsWith('arn:');
      const send = isTopic
        ? createTopicBatch(services, scope, target)
        : createQueueBatch(services, scope, target);
      const topic = isTopic ? await attributesIfKnown(services, scope, target, signal) : null;
      const run = createRun(
        {
          ...toMessages(plan, () => clock.now()),
          kind: plan.kind,
          grouped: isFifoName(target),
          batchBytes: topic ? maximumOf(topic) : SQS.batchSize,
          rate,
        },
        send,
        clock,
        (thrown) => toFailureError(thrown, 'messages.startRun', log),
      );
      const one: Known = { runId: randomUUID(), scope, target, run };
      known.set(one.runId, one);
      forget();
      note({ messages: run.plan.total, kind: plan.kind, runId: one.runId });
      begin(one);
      return { runId: one.runId };
    },
    resumeRun({ scope, target, runId }, { note }) {
      const one = find(runId);
      // The guard judged this scope and this target: no other run may go on under them.
      if (one.target !== target || one.scope.profile !== scope.profile || one.scope.region !== scope.region)
        throw fail('NOT_FOUND', 'This run goes to another place.', { resource: runId });
      if (one.run.active()) throw fail('CONFLICT', 'The run is still under way.', { resource: runId });
      note({ runId });
      begin(one);
      return {};
    },
    stopRun({ runId }) {
      find(runId).run.stop();
      return {};
    },
    async *watchRun({ runId }, { signal }) {
      const one = find(runId);
      for await (const snapshot of watchRun(one.run, clock, signal)) {
        yield { runId, scope: one.scope, target: one.target, ...snapshot };
      }
    },
    runs: ({ scope, target }) =>
      [...known.values()]
        .filter(
          (one) =>
            one.target === target && one.scope.profile === scope.profile && one.scope.region === scope.region,
        )
        .reverse()
        .map(show),
    runResults({ runId, only, cursor }) {
      const { results, next } = find(runId).run.results(Number(cursor ?? 0), only);
      return { results, cursor: next === null ? undefined : String(next) };
    },
    async close() {
      for (const { run } of known.values()) run.stop();
      await Promise.allSettled(works);
    },
  };
}

function toMessages(
  plan: Parameters<Start>[0]['plan'],
  now: () => number,
): Pick<RunPlan, 'total' | 'messageAt'> {
  if (plan.kind === 'batch') {
    const { messages } = plan;
    return { total: messages.length, messageAt: (index) => messages[index]! };
  }
  const { message, times } = plan;
  return {
    total: times,
    messageAt: (index) => fillMessage(message, { n: index + 1, now: now(), uuid: randomUUID }),
  };
}
