import type { Action } from '../../action.ts';
import { requiredText, textsOf } from '../input.ts';
import { taggedTopic } from '../tagged-topic.ts';

/** Removes tags from a topic; keys it does not have are no error. [SNS API UntagResource] */
export const untagResource: Action = {
  name: 'UntagResource',
  parameters: ['ResourceArn', 'TagKeys'],
  run(input, context) {
    const topic = taggedTopic(context, requiredText(input, 'ResourceArn'));
    for (const key of textsOf(input, 'TagKeys')) topic.tags.delete(key);
    context.world.changed(topic);
    return {};
  },
};
