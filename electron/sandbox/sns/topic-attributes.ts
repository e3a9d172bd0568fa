import { SNS } from '../../domain/limits.ts';
import { parseArchivePolicy } from './archive-policy.ts';
import { DeliveryPolicyError, parseTopicDeliveryPolicy, showTopicDeliveryPolicy } from './delivery-policy.ts';
import type { Topic } from './model.ts';
import { invalidParameter } from './refusals.ts';

const FEEDBACK = ['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS'].flatMap((protocol) => [
  `${protocol}SuccessFeedbackRoleArn`,
  `${protocol}SuccessFeedbackSampleRate`,
  `${protocol}FailureFeedbackRoleArn`,
]);
const ANY_TOPIC = [
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'MaximumMessageSize',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
  ...FEEDBACK,
];
const FIFO_ONLY = ['ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy'];

/**
 * Checks one attribute of a topic. `prefix` is what AWS puts before the fault: `Attributes Reason: ` on CreateTopic,
 * nothing on SetTopicAttributes.
 */
export function checkTopicAttribute(topic: Topic, name: string, value: string, prefix = ''): void {
  const wrong = (what: string) => invalidParameter(`${prefix}${what}`);
  if (!ANY_TOPIC.includes(name) && !(topic.fifo && FIFO_ONLY.includes(name))) throw wrong('AttributeName');
  const oneOf = (...allowed: string[]): void => {
    if (!allowed.includes(value))
      throw wrong(`${name} Reason: Invalid value [${value}]. Must be ${allowed.join(' or ')}.`);
  };
  if (name === 'Policy') checkPolicy(topic, value, wrong);
  if (name === 'DeliveryPolicy') checkDeliveryPolicy(value, wrong);
  if (name === 'SignatureVersion') oneOf('1', '2');
  if (name === 'TracingConfig') oneOf('PassThrough', 'Active');
  if (name === 'ContentBasedDeduplication') oneOf('true', 'false');
  if (name === 'FifoThroughputScope') {
    oneOf('Topic', 'MessageGroup');
    if (value === 'Topic' && topic.attributes.get(name) === 'MessageGroup')
      throw wrong(`${name} Reason: cannot be changed from MessageGroup to Topic`);
  }
  if (name.endsWith('SampleRate') && !isNumber(value, 0, 100))
    throw wrong(`${name} Reason: must be between 0 and 100`);
  if (name === 'MaximumMessageSize') checkMaximumSize(topic, value, wrong);
  if (name === 'ArchivePolicy') parseArchivePolicy(value, prefix);
}

/** All attributes that GetTopicAttributes answers with. */
export function showTopicAttributes(topic: Topic): Record<string, string> {
  const subscriptions = [...topic.subscriptions.values()];
  const pending = subscriptions.filter((each) => each.pending).length;
  return {
    Policy: defaultTopicPolicy(topic),
    Owner: topic.account,
    SubscriptionsPending: String(pending),
    TopicArn: topic.arn,
    EffectiveDeliveryPolicy: showTopicDeliveryPolicy(
      parseTopicDeliveryPolicy(topic.attributes.get('DeliveryPolicy')),
    ),
    SubscriptionsConfirmed: String(subscriptions.length - pending),
    DisplayName: '',
    SubscriptionsDeleted: String(topic.subscriptionsDeleted),
    ...(topic.fifo && {
      FifoTopic: 'true',
      ContentBasedDeduplication: 'false',
      FifoThroughputScope: 'Topic',
    }),
    ...Object.fromEntries(topic.attributes),
    ...(topic.archive && { BeginningArchiveTime: new Date(topic.archive.since).toISOString() }),
  };
}

/** The policy of a topic that was given none: it looks public and is not, by its condition. */
export function defaultTopicPolicy(topic: Pick<Topic, 'arn' | 'account'>): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: topic.arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': topic.account } },
      },
    ],
  });
}

/** The largest message that the topic takes, in bytes. */
export function maximumSizeOf(topic: Topic): number {
  return Number(topic.attributes.get('MaximumMessageSize') ?? SNS.messageSize.default);
}

type Wrong = (what: string) => Error;

function checkPolicy(topic: Topic, value: string, wrong: Wrong): void {
  if (value === '') return;
  if (Buffer.byteLength(value) > SNS.policySize) throw wrong('Policy Reason: Policy exceeds the size limit');
  let policy: unknown;
  try {
    policy = JSON.parse(value);
  } catch {
    throw wrong('Policy Error: null');
  }
  if (typeof policy !== 'object' || policy === null || !('Statement' in policy))
    throw wrong('Policy Error: null');
  const statements = [policy.Statement].flat();
  if (statements.length > SNS.policyStatements) throw wrong('Policy Reason: Policy has too many statements');
  for (const statement of statements) checkStatement(topic, statement, wrong);
}

function checkStatement(topic: Topic, statement: unknown, wrong: Wrong): void {
  if (typeof statement !== 'object' || statement === null || !('Effect' in statement))
    throw wrong('Policy Error: null');
  if (!('Principal' in statement) && !('NotPrincipal' in statement))
    throw wrong('Policy Error: PrincipalNotFound');
  const actions = 'Action' in statement ? [statement.Action].flat() : [];
  if (!actions.every((action) => action === '*' || /^sns:/i.test(String(action))))
    throw wrong('Policy statement action out of service scope!');
  const resources = 'Resource' in statement ? [statement.Resource].flat() : [topic.arn];
  if (!resources.every((resource) => resource === topic.arn))
    throw wrong('Policy Reason: Policy statement must apply to a single resource');
}

function checkDeliveryPolicy(value: string, wrong: Wrong): void {
  try {
    parseTopicDeliveryPolicy(value);
  } catch (error) {
    throw error instanceof DeliveryPolicyError ? wrong(`DeliveryPolicy: ${error.message}`) : error;
  }
}

function checkMaximumSize(topic: Topic, value: string, wrong: Wrong): void {
  const { min, max, default: common } = SNS.messageSize;
  if (!isNumber(value, min, max)) throw wrong(`MaximumMessageSize Reason: must be between ${min} and ${max}`);
  if (Number(value) <= common) return;
  const subscriptions = [...topic.subscriptions.values()];
  if (
    subscriptions.length > SNS.fewSubscriptions ||
    !subscriptions.every((each) => takesLarge(each.protocol))
  )
    throw wrong(
      `MaximumMessageSize Reason: above ${common} bytes a topic takes at most ${SNS.fewSubscriptions} subscriptions of the protocols sqs, lambda and firehose`,
    );
}

/** May this protocol subscribe to a topic whose messages are larger than 256 KiB? */
export function takesLarge(protocol: string): boolean {
  return protocol === 'sqs' || protocol === 'lambda' || protocol === 'firehose';
}

function isNumber(value: string, min: number, max: number): boolean {
  return /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
}
