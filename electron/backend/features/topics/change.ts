import { SetTopicAttributesCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-sns';
import { isFifoName } from '../../../domain/arn.ts';
import { checkTags } from '../../../domain/tags.ts';
import { toTopicAttributes, toTopicSettings } from '../../../domain/topic-attributes.ts';
import { checkTopicSettings } from '../../../domain/topic-settings.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { refuseFaults, under } from '../queues/refuse.ts';
import { attributesIfKnown } from './read.ts';
import { checkTopicRegion } from './region-of-arn.ts';

/** Changes a topic's attributes, one call each. */
export function createConfigureTopic(services: Services): Handlers<'topics'>['configure'] {
  return async ({ scope, topicArn, changes }, { signal, note }) => {
    const fifo = isFifoName(topicArn);
    refuseFaults(under('changes', checkTopicSettings(changes, fifo)));
    const attributes = Object.entries(toTopicAttributes(changes));
    if (attributes.length === 0)
      throw fail('INVALID_INPUT', 'Nothing is to be changed.', { field: 'changes' });
    const current = await attributesIfKnown(services, scope, topicArn, signal);
    // Once more, with what the topic has: a throughput scope goes one way only.
    if (current) refuseFaults(under('changes', checkTopicSettings(changes, fifo, toTopicSettings(current))));
    const sns = await services.clients.sns(scope, 'once');
    const done: string[] = [];
    for (const [name, value] of attributes) {
      const command = new SetTopicAttributesCommand({
        TopicArn: topicArn,
        AttributeName: name,
        AttributeValue: value,
      });
      try {
        await sns.send(command, { abortSignal: signal });
      } catch (error) {
        if (!isFailure(error)) throw error;
        const before = done.length > 0 ? `${done.join(', ')} set; ` : '';
        const text = `${before}${name} was not set. ${error.message}`;
        throw fail(error.code, text, { ...error.data, field: name });
      }
      done.push(name);
      note({ attributes: done.join(' ') });
    }
    return { attributes: done };
  };
}

/** Sets and removes tags. */
export function createTagTopic({ clients }: Services): Handlers<'topics'>['tag'] {
  return async ({ scope, topicArn, set, remove }, { signal, note }) => {
    checkTopicRegion(scope, topicArn);
    refuseFaults(checkTags(set, 'set'));
    const both = remove.find((key) => key in set);
    if (both !== undefined)
      throw fail('INVALID_INPUT', `The tag ${both} is set and removed.`, { field: 'remove' });
    const Tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
    if (Tags.length + remove.length === 0)
      throw fail('INVALID_INPUT', 'Nothing is to be changed.', { field: 'set' });
    const sns = await clients.sns(scope, 'once');
    if (Tags.length > 0) {
      await sns.send(new TagResourceCommand({ ResourceArn: topicArn, Tags }), { abortSignal: signal });
      note({ set: Tags.length });
    }
    if (remove.length > 0) {
      try {
        const command = new UntagResourceCommand({ ResourceArn: topicArn, TagKeys: remove });
        await sns.send(command, { abortSignal: signal });
        note({ removed: remove.length });
      } catch (error) {
        if (!isFailure(error) || Tags.length === 0) throw error;
        const text = `${Tags.length} tags were set, none was removed. ${error.message}`;
        throw fail(error.code, text, error.data);
      }
    }
    return { set: Tags.length, removed: remove.length };
  };
}
