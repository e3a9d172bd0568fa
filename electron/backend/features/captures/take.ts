import { randomUUID } from 'node:crypto';
import type { CaptureCoverage, CapturePlan } from '../../../contract/captures-take.ts';
import type { QueuePlace } from '../../../contract/jobs.ts';
import { estimateCapture, type CaptureEstimate } from '../../../domain/captures/estimate.ts';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { CaptureOrder } from '../../jobs/capture/order.ts';
import type { HostServices } from '../../services.ts';
import type { CapturePlace } from '../../store/captures-rows.ts';
import type { Adopter } from '../jobs/adopt.ts';
import { checkBudget, toBudget } from '../messages/budget.ts';
import { keyOf } from '../messages/look-state.ts';
import { seenLimits } from '../messages/seen.ts';
import { toQueueRef, toQueueSummary, toRedrivePolicy, type Attributes } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';
import { known } from '../redrives/queue-facts.ts';

type TakeHandlers = Pick<Handlers<'captures'>, 'plan' | 'take' | 'coverage'>;
type Asked = Parameters<TakeHandlers['plan']>[0];
type BoundPlan = CapturePlan & Pick<CaptureEstimate, 'bound'>;

const toPlace = ({ scope, queueUrl }: QueuePlace): CapturePlace => ({ ...scope, queueUrl });

/** Taking queues into the captures: what it would do, doing it, and what share it has. */
export function createTakeHandlers(services: HostServices, adopter: Adopter): TakeHandlers {
  const { host, store, seen } = services;
  const { policies, whereabouts } = store.captures;

  /** What is in memory of a queue that is not kept on disk. */
  const remembered = (place: QueuePlace): ReturnType<typeof seen.of> =>
    policies.get(place.scope.profile).mode === 'keep'
      ? []
      : seen.of(keyOf(place)).filter(({ deletedAt }) => deletedAt === undefined);

  const highestSeen = (place: QueuePlace): number | null => {
    const counts = remembered(place).flatMap(({ receiveCount }) => receiveCount ?? []);
    const kept = whereabouts.highestSeen(toPlace(place));
    const all = kept === null ? counts : [...counts, kept];
    return all.reduce<number | null>((most, count) => Math.max(most ?? 0, count), null);
  };

  const toCounts = ({ scope, queueUrl }: QueuePlace, attributes: Attributes): CapturePlan['counts'] => {
    const { visible, inFlight, delayed } = toQueueSummary(queueUrl, scope.region, attributes, 0).counts;
    return visible === null ? null : { visible, inFlight: inFlight ?? 0, delayed: delayed ?? 0 };
  };

  /** How many fit into the memory: by the size of those that were seen. */
  const fitting = (place: QueuePlace): number => {
    const all = remembered(place);
    const bytes = all.reduce((sum, { size }) => sum + size, 0);
    if (bytes === 0) return seenLimits.messages;
    return Math.max(1, Math.min(seenLimits.messages, Math.floor((seenLimits.bytes * all.length) / bytes)));
  };

  const planFor = async (input: Asked, signal: AbortSignal, force: boolean): Promise<BoundPlan> => {
    const { scope, queueUrl } = input;
    const { fifo } = toQueueRef(queueUrl);
    const reading = readAttributes(services, scope, queueUrl, signal);
    // Who may receive but not read the policy can capture all the same, when told so.
    const read = await (force ? known(reading) : reading.then((value) => ({ value })));
    const policy = read.value ? toRedrivePolicy(read.value.RedrivePolicy) : undefined;
    const budget = toBudget(policy, fifo, { highestSeen: highestSeen(input), looks: 0 });
    const counts = read.value && toCounts(input, read.value);
    const { mode } = policies.get(scope.profile);
    const fits = mode === 'keep' ? null : fitting(input);
    const { most, holdSeconds } = input;
    return {
      fifo,
      counts,
      ...estimateCapture({ counts, fifo, most, fits, holdSeconds }),
      kept: mode === 'keep' ? 'disk' : mode === 'memory' ? 'memory' : 'ask',
      fits,
      budget,
      running: whereabouts.running(toPlace(input)),
    };
  };

  const coverageOf = (place: QueuePlace): CaptureCoverage => {
    const at = toPlace(place);
    const kept = whereabouts.of(at);
    const inMemory = remembered(place);
    const taken = whereabouts.takenByJobs(
      at,
      inMemory.map(({ messageId }) => messageId),
    );
    const left = { ...kept.left };
    let { inQueue, oldestSentAt } = kept;
    for (const { messageId, sentAt } of inMemory) {
      const by = taken.get(messageId);
      if (by) left[by] += 1;
      else {
        inQueue += 1;
        if (sentAt !== null) oldestSentAt = Math.min(oldestSentAt ?? sentAt, sentAt);
      }
    }
    return {
      ...place,
      source: kept.source,
      inQueue,
      oldestSentAt,
      left,
      last: whereabouts.last(at),
      running: whereabouts.running(at),
    };
  };

  return {
    plan: (input, { signal }) => planFor(input, signal, true),

    async take(input, { signal, note }) {
      const { scope, queueUrl, force } = input;
      const plan = await planFor(input, signal, force);
      if (plan.running !== null)
        throw fail('CONFLICT', 'A capture of this queue is under way.', { resource: plan.running });
      if (!force) checkBudget(plan.budget, queueUrl);
      const id = randomUUID();
      const source = { scope, queueUrl };
      const order: CaptureOrder = {
        ceiling: plan.ceiling,
        bound: plan.bound,
        holdSeconds: plan.holdSeconds,
        depth: plan.counts?.visible ?? null,
        force,
      };
      const { visible = 0, inFlight = 0, delayed = 0 } = plan.counts ?? {};
      store.jobs.create({
        id,
        kind: 'capture',
        source,
        destination: null,
        order,
        ids: null,
        total: plan.counts && visible + inFlight + delayed,
        at: host.clock.now(),
      });
      note({ job: id });
      await adopter.take([id]);
      const job = store.jobs.get(id, host.clock);
      if (!job) throw fail('NOT_FOUND', 'There is no job of this id.', { resource: id });
      return job;
    },

    coverage: ({ queues }) => queues.map(coverageOf),
  };
}
