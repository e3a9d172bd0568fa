import type { Action } from '../../action.ts';
import { authorize } from '../authorize.ts';
import { requiredText } from '../input.ts';
import { refused } from '../refusals.ts';
import { parseTopicArn } from '../topics.ts';
import { dropSubscription } from '../live-subscriptions.ts';

/** Deletes a topic and its subscriptions; one that is gone already is no error. [SNS API DeleteTopic] */
export const deleteTopic: Action = {
  name: 'DeleteTopic',
  parameters: ['TopicArn'],
  run(input, context) {
    const topic = parseTopicArn(context, requiredText(input, 'TopicArn'));
    if (!topic) return {};
    authorize(context, topic, 'SNS:DeleteTopic');
    if (topic.archive)
      throw refused(
        'InvalidState',
        'Invalid state: Topic cannot be deleted while it has an active archive policy',
      );
    context.world.realm(topic.account, topic.region).sns.topics.delete(topic.name);
    for (const arn of topic.subscriptions.keys()) dropSubscription(context.world, topic, arn);
    for (const accepted of topic.recent.values()) {
      accepted.dropped = true;
      context.world.changed(accepted);
    }
    topic.deleted = true;
    context.world.changed(topic);
    return {};
  },
};
