import { randomUUID } from 'node:crypto';
import type { Job, QueuePlace, RedriveDestination } from '../../../contract/jobs.ts';
import type { RedriveChoice, RedriveManner } from '../../../contract/redrives-order.ts';
import { isFifoName } from '../../../domain/arn.ts';
import { fail } from '../../failures.ts';
import { checkGuard } from '../../guard.ts';
import type { Call, Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import { queueKey } from '../../store/jobs.ts';
import type { Adopter } from '../jobs/adopt.ts';
import { plainOrder } from '../../jobs/redrive/model.ts';
import type { StoredOrder } from '../../jobs/redrive-work.ts';
import { createExpressionHandlers } from './expressions.ts';
import { checkParking } from './parked/allowed.ts';
import { createParkedHandlers } from './parked/handlers.ts';
import { createPlan, type PlanRequest } from './plan.ts';
import { createPreflight } from './preflight.ts';
import { createReceivers } from './receivers.ts';
import { createMoveTasks } from './tasks.ts';

interface Start extends RedriveManner {
  source: QueuePlace;
  destination: RedriveDestination;
  keep: boolean;
  choice: RedriveChoice;
}

/** Moves and copies of messages between queues, as jobs. */
export function createRedrivesHandlers(services: HostServices, adopter: Adopter): Handlers<'redrives'> {
  const { store, host, profiles } = services;
  const plan = createPlan(services);

  const start = async ({ source, destination, keep, choice, ...manner }: Start, call: Call): Promise<Job> => {
    if (destination.kind !== 'queue' || choice.by === 'captures' || choice.by === 'where')
      throw fail('UNSUPPORTED', 'Only chosen ids, or all, can be sent to queues yet.');
    const ids = choice.by === 'ids' ? [...new Set(choice.ids)] : null;
    const request: PlanRequest = {
      ...manner,
      source,
      destination,
      keep,
      choice,
    };
    const { findings, depth, maximumSize } = await plan(request, call.signal);
    const refusal = findings.find(({ severity }) => severity === 'refuse');
    if (refusal) {
      const text = { 'same-queue': 'Source and destination are the same queue.' }[refusal.code as string];
      throw fail(
        'CONFLICT',
        text ?? 'A message move task runs on the source. Wait for its end, or cancel it.',
        {
          resource: refusal.resource ?? source.queueUrl,
        },
      );
    }
    const id = randomUUID();
    const order: StoredOrder = {
      ...plainOrder,
      job: id,
      source: queueKey(source),
      destination: queueKey(destination),
      sourceFifo: isFifoName(source.queueUrl),
      destinationFifo: isFifoName(destination.queueUrl),
      keep,
      some: ids !== null,
      groupId: manner.groupId ?? null,
      skipFailed: manner.skipFailed,
      unanswered: manner.unanswered,
      depth,
      maximumSize,
    };
    const total = ids?.length ?? depth;
    store.jobs.create({
      id,
      kind: keep ? 'copy' : 'move',
      source,
      destination,
      order,
      ids,
      total,
      at: host.clock.now(),
    });
    call.note({ job: id, messages: total ?? 'all', destination: destination.queueUrl });
    await adopter.take([id]);
    const job = store.jobs.get(id, host.clock);
    if (!job) throw fail('INTERNAL', 'The job could not be read back.');
    return job;
  };

  /** The wrapper asked the guard of one place; this asks the other's, which must not be read-only. */
  const guardOther = async (
    place: QueuePlace,
    here: QueuePlace,
    effect: 'look' | 'write',
    confirmation?: string,
  ): Promise<void> => {
    const profile = await profiles.get(place.scope.profile);
    const own = await profiles.get(here.scope.profile);
    // One name is typed, and its dialog names both queues: the guarded one's.
    if (profile.guard === 'confirm' && own.guard === 'confirm') return;
    checkGuard(profile, { effect, resource: place.queueUrl, confirmation });
  };

  return {
    ...createMoveTasks(services),
    ...createExpressionHandlers(services),
    ...createParkedHandlers(services, adopter),
    receivers: createReceivers(services),
    preflight: createPreflight(services),
    async plan(input, { signal }) {
      const { depth: _depth, maximumSize: _maximumSize, ...shown } = await plan(input, signal);
      return shown;
    },
    async move({ scope, queueUrl, destination, confirmation, callId: _callId, ...rest }, call) {
      const source = { scope, queueUrl };
      if (destination.kind === 'queue') await guardOther(destination, source, 'write', confirmation);
      return start({ ...rest, source, destination, keep: false }, call);
    },
    park({ scope, onDisk }) {
      checkParking(store.captures.policies, scope.profile, onDisk);
      throw fail('UNSUPPORTED', 'Messages cannot be parked yet.');
    },
    purge() {
      throw fail('UNSUPPORTED', 'Chosen messages cannot be deleted by a job yet.');
    },
    skipWait() {
      throw fail('UNSUPPORTED', 'No job waits yet.');
    },
    async copy({ scope, target: queueUrl, source, confirmation, callId: _callId, ...rest }, call) {
      const destination = { scope, queueUrl };
      await guardOther(source, destination, 'look', confirmation);
      return start({ ...rest, source, destination: { kind: 'queue', ...destination }, keep: true }, call);
    },
  };
}
