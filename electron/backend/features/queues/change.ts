import { SetQueueAttributesCommand, TagQueueCommand, UntagQueueCommand } from '@aws-sdk/client-sqs';
import { toQueueAttributes } from '../../../domain/queue-attributes.ts';
import { toQueueSettings } from '../../../domain/read-queue-settings.ts';
import { checkQueueSettings } from '../../../domain/queue-settings.ts';
import { checkTags } from '../../../domain/tags.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toQueueRef, type Attributes } from './attributes.ts';
import { readAttributes } from './describe.ts';
import { refuseFaults, under } from './refuse.ts';
import { checkRegion } from './region-of-url.ts';

/** Changes a queue's attributes. */
export function createConfigure(services: Services): Handlers<'queues'>['configure'] {
  return async ({ scope, queueUrl, changes }, { signal, note }) => {
    const { fifo } = toQueueRef(queueUrl);
    refuseFaults(under('changes', checkQueueSettings(changes, fifo, { deduplicationScope: 'messageGroup' })));
    if (Object.keys(toQueueAttributes(changes)).length === 0)
      throw fail('INVALID_INPUT', 'Nothing is to be changed.', { field: 'changes' });
    const current = await known(services, scope, queueUrl, signal);
    // Once more, with what stays: high throughput needs both of its attributes.
    if (current) refuseFaults(under('changes', checkQueueSettings(changes, fifo, toQueueSettings(current))));
    const attributes = toQueueAttributes(changes, current ?? {});
    note({ attributes: Object.keys(attributes).join(' ') });
    const sqs = await services.clients.sqs(scope, 'once');
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: attributes }), {
      abortSignal: signal,
    });
    return { attributes: Object.keys(attributes) };
  };
}

// Who may only write cannot read: AWS itself then says what does not fit.
async function known(
  services: Services,
  scope: { profile: string; region: string },
  queueUrl: string,
  signal: AbortSignal,
): Promise<Attributes | null> {
  try {
    return await readAttributes(services, scope, queueUrl, signal);
  } catch (error) {
    if (isFailure(error) && error.code === 'ACCESS_DENIED') return null;
    throw error;
  }
}

/** Sets and removes tags. */
export function createTag({ clients }: Services): Handlers<'queues'>['tag'] {
  return async ({ scope, queueUrl, set, remove }, { signal, note }) => {
    checkRegion(scope, queueUrl);
    refuseFaults(checkTags(set, 'set'));
    const both = remove.find((key) => key in set);
    if (both !== undefined)
      throw fail('INVALID_INPUT', `The tag ${both} is set and removed.`, { field: 'remove' });
    const count = Object.keys(set).length;
    if (count + remove.length === 0)
      throw fail('INVALID_INPUT', 'Nothing is to be changed.', { field: 'set' });
    const sqs = await clients.sqs(scope, 'once');
    if (count > 0) {
      await sqs.send(new TagQueueCommand({ QueueUrl: queueUrl, Tags: set }), { abortSignal: signal });
      note({ set: count });
    }
    if (remove.length > 0) {
      try {
        await sqs.send(new UntagQueueCommand({ QueueUrl: queueUrl, TagKeys: remove }), {
          abortSignal: signal,
        });
        note({ removed: remove.length });
      } catch (error) {
        if (!isFailure(error) || count === 0) throw error;
        throw fail(error.code, `${count} tags were set, none was removed. ${error.message}`, error.data);
      }
    }
    return { set: count, removed: remove.length };
  };
}
