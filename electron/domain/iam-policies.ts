import { partitionOf } from './regions.ts';

/** What somebody may want to do with the console; each needs IAM actions of its own. */
export const featureSets = [
  /** List queues and see their attributes, counts, tags and sources. */
  'browse',
  /** Receive messages to look at them, and give them back. */
  'peek',
  'send',
  /** Create, edit, tag, purge and delete queues, and delete messages. */
  'manageQueues',
  /** Move messages out of dead-letter queues, by AWS's own tasks or one by one. */
  'redrive',
  /** List topics and subscriptions and see their attributes. */
  'topics',
  /** Create, edit, tag and delete topics. */
  'manageTopics',
  'publish',
  /** Subscribe, confirm, unsubscribe and edit filter policies. */
  'filters',
  /** Archive a FIFO topic and replay from it. */
  'replay',
  'metrics',
  'schedules',
] as const;

/** See {@link featureSets}. */
export type FeatureSet = (typeof featureSets)[number];

/** Where a policy shall hold. */
export interface PolicyPlace {
  /** `aws`, `aws-cn`, `aws-us-gov` ... */
  partition: string;
  /** Twelve digits; null writes `*`, which a reader has to narrow. */
  account: string | null;
  /** Regions in which the console is used; none means all. */
  regions: readonly string[];
}

/** An identity policy as IAM takes it. */
export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: PolicyStatement[];
}

/** One statement of a {@link PolicyDocument}. */
export interface PolicyStatement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** The kinds of resources that actions can be narrowed to; `Any` where AWS knows no resource for an action. */
type Target =
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
const needs: Record<FeatureSet, Partial<Record<Target, readonly string[]>>> = {
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

const targets: readonly Target[] = [
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

/** The IAM actions that feature sets need, each once, sorted. */
export function iamActionsOf(sets: readonly FeatureSet[]): string[] {
  return [...new Set(sets.flatMap((set) => Object.values(needs[set]).flat()))].sort();
}

/**
 * The identity policy that feature sets need, for one account and its regions: one statement for each kind of
 * resource, keys only through the service that uses them, roles only to be passed to the scheduler.
 * A set that is not asked for grants nothing.
 */
export function toPolicyDocument(sets: readonly FeatureSet[], place: PolicyPlace): PolicyDocument {
  const Statement = targets.flatMap((target): PolicyStatement[] => {
    const actions = [...new Set(sets.flatMap((set) => needs[set][target] ?? []))].sort();
    if (actions.length === 0) return [];
    return [{ Sid: target, Effect: 'Allow', Action: actions, ...reach(target, place) }];
  });
  return { Version: '2012-10-17', Statement };
}

function reach(target: Target, place: PolicyPlace): Pick<PolicyStatement, 'Resource' | 'Condition'> {
  const account = place.account ?? '*';
  const regional = (service: string, resource: string): string | string[] =>
    one(inRegions(place, (region) => `arn:${place.partition}:${service}:${region}:${account}:${resource}`));
  switch (target) {
    case 'Any':
    case 'Subscriptions':
      return place.regions.length === 0
        ? { Resource: '*' }
        : { Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': one(place.regions) } } };
    case 'Queues':
      return { Resource: regional('sqs', '*') };
    case 'Topics':
      return { Resource: regional('sns', '*') };
    case 'QueueKeys':
      return { Resource: regional('kms', 'key/*'), Condition: via('sqs', place) };
    case 'TopicKeys':
      return { Resource: regional('kms', 'key/*'), Condition: via('sns', place) };
    case 'Schedules':
      return { Resource: regional('scheduler', 'schedule/*/*') };
    case 'ScheduleRoles':
      return {
        Resource: `arn:${place.partition}:iam::${account}:role/*`,
        Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      };
    case 'LargeBodies':
      // Bucket names carry no account: only the condition keeps other people's buckets out.
      return {
        Resource: `arn:${place.partition}:s3:::*/*`,
        ...(place.account ? { Condition: { StringEquals: { 'aws:ResourceAccount': place.account } } } : {}),
      };
  }
}

function via(service: string, place: PolicyPlace): NonNullable<PolicyStatement['Condition']> {
  // Where the region is a wildcard only the looser operator compares it.
  const operator = place.regions.length === 0 ? 'StringLike' : 'StringEquals';
  const suffix = place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const hosts = inRegions(
    place,
    (region) => `${service}.${region}.${region === '*' ? suffix : partitionOf(region).dnsSuffix}`,
  );
  return { [operator]: { 'kms:ViaService': one(hosts) } };
}

const inRegions = ({ regions }: PolicyPlace, write: (region: string) => string): string[] =>
  (regions.length === 0 ? ['*'] : regions).map(write);

const one = (values: readonly string[]): string | string[] =>
  values.length === 1 ? values[0]! : [...values];
