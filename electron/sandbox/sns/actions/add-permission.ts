import { isAccountId } from '../../../domain/arn.ts';
import type { Action } from '../../action.ts';
import { rootArn } from '../../principal.ts';
import { authorize } from '../authorize.ts';
import { requiredText, textsOf } from '../input.ts';
import { invalidParameter } from '../refusals.ts';
import { parseStatements, writeStatements } from '../topic-policy.ts';
import { findTopic } from '../topics.ts';

const ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
  'Receive',
];

/** Adds a statement to the topic's policy that lets accounts do some actions. [SNS API AddPermission] */
export const addPermission: Action = {
  name: 'AddPermission',
  parameters: ['TopicArn', 'Label', 'AWSAccountId', 'ActionName'],
  run(input, context) {
    const topic = findTopic(context, requiredText(input, 'TopicArn'));
    authorize(context, topic, 'SNS:AddPermission');
    const label = requiredText(input, 'Label');
    const accounts = textsOf(input, 'AWSAccountId');
    const actions = textsOf(input, 'ActionName');
    const statements = parseStatements(topic);
    if (statements.some(({ Sid }) => Sid === label)) throw invalidParameter('Statement already exists');
    if (!actions.every((action) => action === '*' || ACTIONS.includes(action)))
      throw invalidParameter('Policy statement action out of service scope!');
    if (accounts.length === 0 || !accounts.every(isAccountId))
      throw invalidParameter('Policy Error: PrincipalNotFound');
    if (actions.length === 0) throw invalidParameter('ActionName Reason: no value for required parameter');
    const principals = accounts.map((account) => rootArn({ region: topic.region, account }));
    const names = actions.map((action) => `SNS:${action}`);
    writeStatements(topic, [
      ...statements,
      {
        Sid: label,
        Effect: 'Allow',
        Principal: { AWS: principals.length === 1 ? principals[0] : principals },
        Action: names.length === 1 ? names[0] : names,
        Resource: topic.arn,
      },
    ]);
    context.world.changed(topic);
    return {};
  },
};
