import { DeleteQueueCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import type { Scope } from '../../../contract/procedure.ts';
import type { QueueCounts } from '../../../contract/queues.ts';
import { SQS } from '../../../domain/limits.ts';
import { isFailure } from '../../failures.ts';
import type { Call, Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toldCounts, toQueueRef, toQueueSummary } from './attributes.ts';
import { createCooldown, type Cooldown } from './cooldown.ts';
import { readAttributes } from './describe.ts';

/** What a queue holds before it goes; null when that may not be read, which must not stop who may delete. */
async function countsOf(
  services: Services,
  scope: Scope,
  queueUrl: string,
  { signal, note }: Call,
): Promise<QueueCounts | null> {
  try {
    const attributes = await readAttributes(services, scope, queueUrl, signal);
    const { counts } = toQueueSummary(queueUrl, scope.region, attributes, services.host.clock.now());
    note(toldCounts(counts));
    return counts;
  } catch (error) {
    if (isFailure(error) && error.code === 'ACCESS_DENIED') return null;
    throw error;
  }
}

/** Empties a queue. */
export function createPurge(services: Services): Handlers<'queues'>['purge'] {
  const { clients, host } = services;
  const pause = createCooldown(host.clock, 'PurgeQueueInProgress', SQS.purgeIntervalSeconds);
  return async ({ scope, queueUrl }, call) => {
    const before = await countsOf(services, scope, queueUrl, call);
    const sqs = await clients.sqs(scope, 'once');
    const command = new PurgeQueueCommand({ QueueUrl: queueUrl });
    await pause.guard(scope, queueUrl, () => sqs.send(command, { abortSignal: call.signal }));
    pause.begin(scope, queueUrl);
    services.store.captures.whereabouts.emptied({ ...scope, queueUrl }, host.clock.now());
    return { before };
  };
}

/** Deletes a queue, and remembers since when its name is locked. */
export function createRemove(services: Services, lock: Cooldown): Handlers<'queues'>['remove'] {
  return async ({ scope, queueUrl }, call) => {
    const before = await countsOf(services, scope, queueUrl, call);
    const sqs = await services.clients.sqs(scope, 'once');
    await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }), { abortSignal: call.signal });
    lock.begin(scope, toQueueRef(queueUrl).name);
    services.store.captures.whereabouts.emptied({ ...scope, queueUrl }, services.host.clock.now());
    return { before };
  };
}
