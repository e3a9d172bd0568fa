import type { Action } from '../../action.ts';
import { requiredText } from '../input.ts';
import { mergeTags, parseTags } from '../tags.ts';
import { taggedTopic } from '../tagged-topic.ts';

/** Adds tags to a topic, or changes their values. [SNS API TagResource] */
export const tagResource: Action = {
  name: 'TagResource',
  parameters: ['ResourceArn', 'Tags'],
  run(input, context) {
    const topic = taggedTopic(context, requiredText(input, 'ResourceArn'));
    topic.tags = mergeTags(topic.tags, parseTags(input));
    context.world.changed(topic);
    return {};
  },
};
