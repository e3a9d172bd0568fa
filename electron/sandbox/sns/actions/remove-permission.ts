import type { Action } from '../../action.ts';
import { authorize } from '../authorize.ts';
import { requiredText } from '../input.ts';
import { parseStatements, writeStatements } from '../topic-policy.ts';
import { findTopic } from '../topics.ts';

/** Removes the statement with this label from the topic's policy; an unknown label is no error. [SNS API RemovePermission] */
export const removePermission: Action = {
  name: 'RemovePermission',
  parameters: ['TopicArn', 'Label'],
  run(input, context) {
    const topic = findTopic(context, requiredText(input, 'TopicArn'));
    authorize(context, topic, 'SNS:RemovePermission');
    const label = requiredText(input, 'Label');
    writeStatements(
      topic,
      parseStatements(topic).filter(({ Sid }) => Sid !== label),
    );
    context.world.changed(topic);
    return {};
  },
};
