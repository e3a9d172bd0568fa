import { CreateQueueCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Scope } from '../../../contract/procedure.ts';
import type { QueueRef, QueueSettings } from '../../../contract/queues.ts';
import { wait } from '../../../domain/clock.ts';
import { SQS } from '../../../domain/limits.ts';
import { toQueueAttributes } from '../../../domain/queue-attributes.ts';
import { checkQueueName, checkQueueSettings } from '../../../domain/queue-settings.ts';
import type { SettingFault } from '../../../domain/setting-fault.ts';
import { checkTags } from '../../../domain/tags.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toQueueRef } from './attributes.ts';
import type { Cooldown } from './cooldown.ts';
import { readAttributes } from './describe.ts';
import { refuseFaults, under } from './refuse.ts';

type Create = Handlers<'queues'>['create'];
type CreateInput = Parameters<Create>[0];

/** AWS wants a second before a new queue is used. [SQS API CreateQueue] */
const READY_AFTER = 1_000;
/** How often a new queue is looked for, once a second, until it is there. */
const LOOKS = 5;

/** Makes a queue, with its dead-letter queue first where one is asked for. */
export function createCreate(services: Services, lock: Cooldown): Create {
  const { clients, host, profiles } = services;

  /** CreateQueue gives an existing queue of equal attributes as if it had made it: so names are looked up first. */
  async function refuseTaken(scope: Scope, name: string, field: string, signal: AbortSignal): Promise<void> {
    const sqs = await clients.sqs(scope);
    try {
      await sqs.send(new GetQueueUrlCommand({ QueueName: name }), { abortSignal: signal });
    } catch (error) {
      // Who may create and not look is told by CreateQueue, unless all attributes are equal.
      if (isFailure(error) && (error.code === 'NOT_FOUND' || error.code === 'ACCESS_DENIED')) return;
      throw error;
    }
    throw fail('ALREADY_EXISTS', `A queue named ${name} exists already.`, {
      field,
      resource: name,
      profile: scope.profile,
    });
  }

  async function make(
    scope: Scope,
    name: string,
    fifo: boolean,
    settings: QueueSettings,
    tags: Record<string, string>,
    signal: AbortSignal,
  ): Promise<QueueRef> {
    const sqs = await clients.sqs(scope, 'once');
    const Attributes = { ...toQueueAttributes(settings), ...(fifo ? { FifoQueue: 'true' } : {}) };
    const command = new CreateQueueCommand({
      QueueName: name,
      Attributes,
      // An empty map asks for sqs:TagQueue all the same.
      ...(Object.keys(tags).length > 0 ? { tags } : {}),
    });
    const { QueueUrl = '' } = await lock.guard(scope, name, () => sqs.send(command, { abortSignal: signal }));
    return toQueueRef(QueueUrl);
  }

  /** The ARN of a queue that was made just now; it may take a moment to be there. */
  async function arnOf(scope: Scope, queue: QueueRef, signal: AbortSignal): Promise<string> {
    if ((await profiles.endpoint(scope.profile, 'sqs')) === undefined)
      await wait(host.clock, READY_AFTER, signal);
    for (let look = 1; ; look += 1) {
      try {
        const { QueueArn } = await readAttributes(services, scope, queue.url, signal);
        if (QueueArn) return QueueArn;
        throw fail('UNSUPPORTED', `The endpoint does not tell the ARN of ${queue.name}.`);
      } catch (error) {
        if (!isFailure(error) || error.code !== 'NOT_FOUND' || look === LOOKS) throw error;
        await wait(host.clock, READY_AFTER, signal);
      }
    }
  }

  return async (input, { signal, note }) => {
    refuseFaults(faultsOf(input));
    const { scope, name, fifo, settings, tags, deadLetters } = input;
    note({
      fifo,
      attributes: Object.keys(toQueueAttributes(settings)).length,
      tags: Object.keys(tags).length,
    });
    await refuseTaken(scope, name, 'name', signal);
    if (!deadLetters) {
      return { queue: await make(scope, name, fifo, settings, tags, signal), deadLetterQueue: null };
    }
    await refuseTaken(scope, deadLetters.name, 'deadLetters.name', signal);
    const { retentionPeriod, maxReceiveCount } = deadLetters;
    const own: QueueSettings = { retentionPeriod, encryption: settings.encryption };
    const deadLetterQueue = await make(scope, deadLetters.name, fifo, own, tags, signal);
    note({ deadLetterQueue: deadLetterQueue.name });
    try {
      const deadLetterTargetArn = await arnOf(scope, deadLetterQueue, signal);
      const redrivePolicy = { deadLetterTargetArn, maxReceiveCount };
      const queue = await make(scope, name, fifo, { ...settings, redrivePolicy }, tags, signal);
      return { queue, deadLetterQueue };
    } catch (error) {
      if (!isFailure(error)) throw error;
      const text = `The dead-letter queue ${deadLetterQueue.name} was made and stays. ${error.message}`;
      throw fail(error.code, text, error.data);
    }
  };
}

function faultsOf({ name, fifo, settings, tags, deadLetters }: CreateInput) {
  const faults: SettingFault[] = [
    ...checkQueueName(name, fifo),
    ...under('settings', checkQueueSettings(settings, fifo)),
    ...checkTags(tags),
  ];
  if (!deadLetters) return faults;
  const { maxReceiveCount, retentionPeriod } = deadLetters;
  if (deadLetters.name === name)
    faults.push({ field: 'deadLetters.name', reason: 'name', message: 'differs from the name of the queue' });
  if (settings.redrivePolicy)
    faults.push({
      field: 'settings.redrivePolicy',
      reason: 'target',
      message: 'is left out when a dead-letter queue is made in the same step',
    });
  if (maxReceiveCount < 1 || maxReceiveCount > SQS.maxReceiveCount)
    faults.push({
      ...{ field: 'deadLetters.maxReceiveCount', reason: 'range', min: 1, max: SQS.maxReceiveCount },
      message: `takes a whole number from 1 to ${SQS.maxReceiveCount}`,
    });
  return [
    ...faults,
    ...checkQueueName(deadLetters.name, fifo, 'deadLetters.name'),
    ...under('deadLetters', checkQueueSettings({ retentionPeriod }, fifo)),
  ];
}
