import type { FeatureSet } from './feature-sets.ts';

/** The kinds of resources that actions can be narrowed to; `Any` where AWS knows no resource for an action. */
export type Target =
  | 'Any'
  | 'Queues'
  | 'QueueKeys'
  | 'Topics'
  | 'TopicKeys'
  | 'Subscriptions'
  | 'LargeBodies'
  | 'Schedules'
  | 'ScheduleRoles';

// Source: the Service Authorization Reference of SQS, SNS, CloudWatch and EventBridge Scheduler. Batch calls need the
// permission of the single one; GetCallerIdentity needs none. Setting a subscription's attributes names no resource.
/** The IAM actions that each feature set needs, by what they can be narrowed to. */
export const needs: Record<FeatureSet, Partial<Record<Target, readonly string[]>>> = {
  browse: {
    Any: ['sqs:ListQueues'],
    Queues: [
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ListQueueTags',
      'sqs:ListDeadLetterSourceQueues',
    ],
  },
  peek: {
    Queues: ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
    QueueKeys: ['kms:Decrypt'],
    LargeBodies: ['s3:GetObject'],
  },
  send: {
    Queues: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
    QueueKeys: ['kms:GenerateDataKey'],
    LargeBodies: ['s3:PutObject'],
  },
  manageQueues: {
    Queues: [
      'sqs:CreateQueue',
      'sqs:SetQueueAttributes',
      'sqs:TagQueue',
      'sqs:UntagQueue',
      'sqs:DeleteQueue',
      'sqs:PurgeQueue',
      'sqs:DeleteMessage',
    ],
    LargeBodies: ['s3:DeleteObject'],
  },
  redrive: {
    Queues: [
      'sqs:StartMessageMoveTask',
      'sqs:CancelMessageMoveTask',
      'sqs:ListMessageMoveTasks',
      'sqs:ListDeadLetterSourceQueues',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:SendMessage',
    ],
    QueueKeys: ['kms:Decrypt', 'kms:GenerateDataKey'],
  },
  topics: {
    Any: ['sns:ListTopics', 'sns:ListSubscriptions'],
    Topics: ['sns:GetTopicAttributes', 'sns:ListTagsForResource', 'sns:ListSubscriptionsByTopic'],
    Subscriptions: ['sns:GetSubscriptionAttributes'],
  },
  manageTopics: {
    Topics: [
      'sns:CreateTopic',
      'sns:SetTopicAttributes',
      'sns:TagResource',
      'sns:UntagResource',
      'sns:DeleteTopic',
    ],
  },
  publish: {
    Topics: ['sns:Publish', 'sns:GetTopicAttributes'],
    TopicKeys: ['kms:Decrypt', 'kms:GenerateDataKey'],
    LargeBodies: ['s3:PutObject'],
  },
  filters: {
    Topics: ['sns:ListSubscriptionsByTopic', 'sns:Subscribe', 'sns:ConfirmSubscription'],
    Subscriptions: ['sns:GetSubscriptionAttributes', 'sns:SetSubscriptionAttributes', 'sns:Unsubscribe'],
  },
  replay: {
    Topics: ['sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:Subscribe'],
    Subscriptions: ['sns:GetSubscriptionAttributes', 'sns:SetSubscriptionAttributes'],
  },
  metrics: {
    Any: ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
  },
  schedules: {
    Any: ['scheduler:ListSchedules', 'scheduler:ListScheduleGroups'],
    Schedules: [
      'scheduler:GetSchedule',
      'scheduler:CreateSchedule',
      'scheduler:UpdateSchedule',
      'scheduler:DeleteSchedule',
    ],
    ScheduleRoles: ['iam:PassRole'],
  },
};

/** All targets, in the order of a document's statements. */
export const targets: readonly Target[] = [
  'Any',
  'Queues',
  'QueueKeys',
  'Topics',
  'TopicKeys',
  'Subscriptions',
  'LargeBodies',
  'Schedules',
  'ScheduleRoles',
];
