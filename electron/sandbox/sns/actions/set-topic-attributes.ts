import type { Action } from '../../action.ts';
import { applyArchivePolicy } from '../archive.ts';
import { authorize } from '../authorize.ts';
import { requiredText, textOf } from '../input.ts';
import { checkTopicAttribute } from '../topic-attributes.ts';
import { findTopic } from '../topics.ts';

/** Sets one attribute; an empty value goes back to the default. [SNS API SetTopicAttributes] */
export const setTopicAttributes: Action = {
  name: 'SetTopicAttributes',
  parameters: ['TopicArn', 'AttributeName', 'AttributeValue'],
  run(input, context) {
    const { world } = context;
    const topic = findTopic(context, requiredText(input, 'TopicArn'));
    const name = requiredText(input, 'AttributeName');
    const value = textOf(input, 'AttributeValue') ?? '';
    authorize(context, topic, 'SNS:SetTopicAttributes');
    checkTopicAttribute(topic, name, value);
    if (name === 'ArchivePolicy') applyArchivePolicy(world, topic, value);
    else if (value === '' && name !== 'DisplayName') topic.attributes.delete(name);
    else topic.attributes.set(name, value);
    world.changed(topic);
    return {};
  },
};
