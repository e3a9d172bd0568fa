import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { attributes, refusal, send } from '../../support/sqs-calls.ts';

let sandbox: TestSandbox;
let sqs: SQSClient;
let url: string;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  sqs = sandbox.sqs();
  await sqs.send(new CreateQueueCommand({ QueueName: 'dlq' }));
  url = (await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))).QueueUrl ?? '';
});
afterEach(() => sandbox.close());

const set = (Attributes: Record<string, string>) =>
  sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:dlq`;

describe('the redrive policy of a queue', () => {
  it.each([true, [3], '0x10', '1e1', ' 3', 2.5, null])('refuses %j as maxReceiveCount', async (count) => {
    const policy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: count });
    expect(await refusal(set({ RedrivePolicy: policy }))).toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining('valid values are from 1 to 1000 both inclusive.') as string,
    });
    expect(await attributes(sqs, url)).not.toHaveProperty('RedrivePolicy');
  });

  it.each([3, '3'])('takes %j as maxReceiveCount', async (count) => {
    const policy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: count });
    await set({ RedrivePolicy: policy });
    expect((await attributes(sqs, url)).RedrivePolicy).toBe(policy);
  });

  it.each(['dlq', 7, 'arn:aws:sns:us-east-1:000000000000:t'])('lets in no source %j', async (source) => {
    const policy = JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [source] });
    expect((await refusal(set({ RedriveAllowPolicy: policy }))).name).toBe('InvalidParameterValue');
  });
});

describe('a subscription', () => {
  const subscribe = async (Attributes: Record<string, string>) => {
    const sns = sandbox.sns();
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 't' }));
    const Endpoint = `arn:aws:sqs:us-east-1:${ACCOUNT}:q`;
    return sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  };
  const elsewhere = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:us-east-1:999999999999:dlq' });

  it('has no dead-letter queue in another account', async () => {
    expect((await refusal(subscribe({ RedrivePolicy: elsewhere }))).name).toBe('InvalidParameterException');
    const { SubscriptionArn } = await subscribe({});
    const later = sandbox.sns().send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'RedrivePolicy',
        AttributeValue: elsewhere,
      }),
    );
    expect((await refusal(later)).name).toBe('InvalidParameterException');
  });

  it('does not keep what was given empty', async () => {
    const empty = { FilterPolicy: '{}', DeliveryPolicy: '', RedrivePolicy: '' };
    const { SubscriptionArn } = await subscribe(empty);
    const { Attributes } = await sandbox
      .sns()
      .send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Object.keys(Attributes ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Policy/) as string]),
    );
    expect((await subscribe(empty)).SubscriptionArn).toBe(SubscriptionArn);
  });
});

describe('statistics that start more than fifteen days ago', () => {
  it('have periods that start at a multiple of five minutes', async () => {
    await send(sqs, url, 'x');
    const now = sandbox.clock.now();
    const cloudwatch = new CloudWatchClient({
      endpoint: sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    });
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/SQS',
        MetricName: 'NumberOfMessagesSent',
        Dimensions: [{ Name: 'QueueName', Value: 'q' }],
        // 12:33, twenty days before 12:00.
        StartTime: new Date(now - 20 * 86_400_000 + 33 * 60_000),
        EndTime: new Date(now + 60_000),
        Period: 3600,
        Statistics: ['Sum'],
      }),
    );
    cloudwatch.destroy();
    expect(Datapoints).toMatchObject([{ Timestamp: new Date(now - 30 * 60_000), Sum: 1 }]);
  });
});
