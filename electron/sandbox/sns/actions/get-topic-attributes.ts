import type { Action } from '../../action.ts';
import { forget } from '../archive.ts';
import { authorize } from '../authorize.ts';
import { requiredText } from '../input.ts';
import { showTopicAttributes } from '../show-topic.ts';
import { findTopic } from '../topics.ts';
import { liveSubscriptions } from '../live-subscriptions.ts';

/** Reads all attributes of a topic. [SNS API GetTopicAttributes] */
export const getTopicAttributes: Action = {
  name: 'GetTopicAttributes',
  parameters: ['TopicArn'],
  run(input, context) {
    const topic = findTopic(context, requiredText(input, 'TopicArn'));
    authorize(context, topic, 'SNS:GetTopicAttributes');
    liveSubscriptions(context.world, topic);
    forget(context.world, topic);
    return { Attributes: showTopicAttributes(topic) };
  },
};
