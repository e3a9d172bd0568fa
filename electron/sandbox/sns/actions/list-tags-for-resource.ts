import type { Action } from '../../action.ts';
import { requiredText } from '../input.ts';
import { taggedTopic } from '../tagged-topic.ts';
import { toTagList } from '../tags.ts';

/** Reads the tags of a topic. [SNS API ListTagsForResource] */
export const listTagsForResource: Action = {
  name: 'ListTagsForResource',
  parameters: ['ResourceArn'],
  run: (input, context) => ({
    Tags: toTagList(taggedTopic(context, requiredText(input, 'ResourceArn')).tags),
  }),
};
