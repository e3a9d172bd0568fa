import type { QueuePlace } from '../../../contract/jobs.ts';
import type { Scope } from '../../../contract/procedure.ts';
import { fail } from '../../failures.ts';
import { checkGuard } from '../../guard.ts';
import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import type { Adopter } from '../jobs/adopt.ts';
import { createExpressionHandlers } from './expressions.ts';
import { checkParking } from './parked/allowed.ts';
import { createParkedHandlers } from './parked/handlers.ts';
import { createPlan } from './plan.ts';
import { createPreflight } from './preflight.ts';
import { createReceivers } from './receivers.ts';
import { createStart, plainManner } from './start.ts';
import { createMoveTasks } from './tasks.ts';

/** Redrives: plans of them, and their starts as jobs. */
export function createRedrivesHandlers(services: HostServices, adopter: Adopter): Handlers<'redrives'> {
  const { store, host, profiles } = services;
  const plan = createPlan(services);
  const start = createStart(services, adopter);

  /** The wrapper asked the guard of one place; this asks the other's, which must not be read-only. */
  const guardOther = async (
    other: { scope: Scope; resource: string },
    here: Scope,
    effect: 'look' | 'write',
    confirmation?: string,
  ): Promise<void> => {
    const profile = await profiles.get(other.scope.profile);
    const own = await profiles.get(here.profile);
    // One name is typed, and its dialog names both places: the guarded one's.
    if (profile.guard === 'confirm' && own.guard === 'confirm') return;
    checkGuard(profile, { effect, resource: other.resource, confirmation });
  };

  return {
    ...createMoveTasks(services),
    ...createExpressionHandlers(services),
    ...createParkedHandlers(services, adopter),
    receivers: createReceivers(services),
    preflight: createPreflight(services),
    plan: async (input, { signal }) => (await plan(input, signal)).shown,
    async move({ scope, queueUrl, destination, confirmation, callId: _callId, ...rest }, call) {
      const source: QueuePlace = { scope, queueUrl };
      if (destination.kind === 'park' || destination.kind === 'nothing')
        throw fail('INVALID_INPUT', 'A move goes to a queue or a topic.', { field: 'destination' });
      if (destination.kind !== 'sources') {
        const resource = destination.kind === 'queue' ? destination.queueUrl : destination.topicArn;
        await guardOther({ scope: destination.scope, resource }, scope, 'write', confirmation);
      }
      return start({ ...rest, source, destination, keep: false }, call);
    },
    async copy({ scope, target, source, confirmation, callId: _callId, ...rest }, call) {
      await guardOther({ scope: source.scope, resource: source.queueUrl }, scope, 'look', confirmation);
      const destination = target.startsWith('arn:')
        ? { kind: 'topic' as const, scope, topicArn: target }
        : { kind: 'queue' as const, scope, queueUrl: target };
      return start({ ...rest, source, destination, keep: true }, call);
    },
    park({ scope, queueUrl, choice, rate, most, onDisk }, call) {
      checkParking(store.captures.policies, scope.profile, onDisk);
      const source = { scope, queueUrl };
      return start(
        { ...plainManner, source, destination: { kind: 'park' }, keep: false, choice, rate, most },
        call,
      );
    },
    purge({ scope, queueUrl, choice, rate, most }, call) {
      const source = { scope, queueUrl };
      return start(
        { ...plainManner, source, destination: { kind: 'nothing' }, keep: false, choice, rate, most },
        call,
      );
    },
    skipWait({ jobId }) {
      const { stage } = store.jobs.stored(jobId)?.tally ?? unknown(jobId);
      if (!stage || stage.waitsUntil === null)
        throw fail('CONFLICT', 'The job does not wait between stages.', { resource: jobId });
      store.jobs.skip(jobId, stage.index);
      const job = store.jobs.get(jobId, host.clock);
      return job ?? unknown(jobId);
    },
  };
}

function unknown(jobId: string): never {
  throw fail('NOT_FOUND', 'There is no job of this id.', { resource: jobId });
}
