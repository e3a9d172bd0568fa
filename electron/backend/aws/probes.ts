import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  StartMessageMoveTaskCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Scope } from '../../contract/procedure.ts';
import { queueArn, subscriptionArn, topicArn } from '../../domain/arn.ts';
import type { Clients } from './clients.ts';
import type { Service } from './endpoints.ts';

/** One question to an endpoint: a call that reads, or that names something that cannot exist and so can only be refused. */
export interface Probe {
  service: Service;
  /** AWS's name of the action; `Action:Attribute` where an attribute of it is asked about. */
  action: string;
  ask(signal: AbortSignal): Promise<unknown>;
  /** For an attribute: words of an answer that refuse it by name. Any other refusal says neither. */
  refusedBy?: RegExp;
}

/**
 * The questions for a scope.
 * @param unused a name that nothing bears
 * @param now epoch ms
 */
export function probesOf(clients: Clients, scope: Scope, unused: string, now: number): Probe[] {
  const { region } = scope;
  const account = '000000000000';
  const queue = queueArn(region, account, unused);
  const topic = topicArn(region, account, unused);
  const subscription = subscriptionArn(topic, '00000000-0000-4000-8000-000000000000');

  const via =
    <Client>(service: Service, client: () => Promise<Client>) =>
    (
      action: string,
      send: (client: Client, options: { abortSignal: AbortSignal }) => Promise<unknown>,
      refusedBy?: RegExp,
    ): Probe => ({
      service,
      action,
      ask: async (abortSignal) => send(await client(), { abortSignal }),
      ...(refusedBy ? { refusedBy } : {}),
    });
  const sqs = via('sqs', () => clients.sqs(scope, 'once'));
  const sns = via('sns', () => clients.sns(scope, 'once'));
  const cloudwatch = via('cloudwatch', () => clients.cloudwatch(scope, 'once'));
  // The first queue there is; else the address of one that does not exist.
  const aQueue = async (client: SQSClient, options: { abortSignal: AbortSignal }): Promise<string> => {
    const { QueueUrls: [url] = [] } = await client.send(new ListQueuesCommand({ MaxResults: 1 }), options);
    return url ?? `${(await clients.endpoints(scope)).sqs}/${account}/${unused}`;
  };
  const reading = {
    Id: 'asked',
    MetricStat: {
      Metric: {
        Namespace: 'AWS/SQS',
        MetricName: 'NumberOfMessagesSent',
        Dimensions: [{ Name: 'QueueName', Value: unused }],
      },
      Period: 60,
      Stat: 'Sum',
    },
  };

  return [
    sqs('ListQueues', (client, options) => client.send(new ListQueuesCommand({ MaxResults: 1 }), options)),
    sqs('GetQueueAttributes', async (client, options) => {
      const QueueUrl = await aQueue(client, options);
      return client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }), options);
    }),
    sqs('ListQueueTags', async (client, options) => {
      const QueueUrl = await aQueue(client, options);
      return client.send(new ListQueueTagsCommand({ QueueUrl }), options);
    }),
    sqs('ListDeadLetterSourceQueues', async (client, options) => {
      const QueueUrl = await aQueue(client, options);
      return client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }), options);
    }),
    sqs('ListMessageMoveTasks', (client, options) =>
      client.send(new ListMessageMoveTasksCommand({ SourceArn: queue }), options),
    ),
    sqs('StartMessageMoveTask', (client, options) =>
      client.send(new StartMessageMoveTaskCommand({ SourceArn: queue }), options),
    ),
    sqs('CancelMessageMoveTask', (client, options) =>
      client.send(new CancelMessageMoveTaskCommand({ TaskHandle: unused }), options),
    ),
    sns('ListTopics', (client, options) => client.send(new ListTopicsCommand({}), options)),
    sns('ListSubscriptions', (client, options) => client.send(new ListSubscriptionsCommand({}), options)),
    sns('GetTopicAttributes', (client, options) =>
      client.send(new GetTopicAttributesCommand({ TopicArn: topic }), options),
    ),
    sns('ListSubscriptionsByTopic', (client, options) =>
      client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }), options),
    ),
    sns('ListTagsForResource', (client, options) =>
      client.send(new ListTagsForResourceCommand({ ResourceArn: topic }), options),
    ),
    sns('GetSubscriptionAttributes', (client, options) =>
      client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: subscription }), options),
    ),
    sns(
      'SetTopicAttributes:ArchivePolicy',
      (client, options) =>
        client.send(
          new SetTopicAttributesCommand({
            TopicArn: topic,
            AttributeName: 'ArchivePolicy',
            AttributeValue: '{"MessageRetentionPeriod":"1"}',
          }),
          options,
        ),
      /attribute ?name|ArchivePolicy/i,
    ),
    sns(
      'SetSubscriptionAttributes:ReplayPolicy',
      (client, options) =>
        client.send(
          new SetSubscriptionAttributesCommand({
            SubscriptionArn: subscription,
            AttributeName: 'ReplayPolicy',
            AttributeValue: JSON.stringify({
              PointType: 'Timestamp',
              StartingPoint: new Date(now).toISOString(),
            }),
          }),
          options,
        ),
      /attribute ?name|ReplayPolicy/i,
    ),
    cloudwatch('ListMetrics', (client, options) =>
      client.send(new ListMetricsCommand({ Namespace: 'AWS/SQS' }), options),
    ),
    cloudwatch('GetMetricData', (client, options) =>
      client.send(
        new GetMetricDataCommand({
          MetricDataQueries: [reading],
          StartTime: new Date(now - 300_000),
          EndTime: new Date(now),
        }),
        options,
      ),
    ),
    via('sts', () => clients.sts(scope, 'once'))('GetCallerIdentity', (client, options) =>
      client.send(new GetCallerIdentityCommand({}), options),
    ),
    via('s3', () => clients.s3(scope, 'once'))('ListBuckets', (client, options) =>
      client.send(new ListBucketsCommand({}), options),
    ),
  ];
}
