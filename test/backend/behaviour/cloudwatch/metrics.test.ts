import {
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type GetMetricStatisticsCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { DeleteMessageCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { atCloudWatch, listed, metricData, nameOf, query, values } from '../../../support/metric-calls.ts';
import {
  FIFO,
  publish,
  setSubscription,
  subscribe,
  subscribedQueue,
  texts,
  topic,
} from '../../../support/sns-calls.ts';
import { receive, receiveOne, refusal, send, withDeadLetterQueue } from '../../../support/sqs-calls.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

behaviour('sent, received and deleted messages are counted', {}, async (given) => {
  const url = await given.queue();
  for (const body of ['a', 'b', 'c']) await send(given.sqs, url, body);
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  await given.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  expect(await values(given, url, 'NumberOfMessagesSent', 'Sum')).toEqual([3]);
  expect(await values(given, url, 'NumberOfMessagesReceived', 'Sum')).toEqual([1]);
  expect(await values(given, url, 'NumberOfMessagesDeleted', 'Sum')).toEqual([1]);
});

behaviour('empty receives are counted', {}, async (given) => {
  const url = await given.queue();
  await receive(given.sqs, url);
  await receive(given.sqs, url);
  expect(await values(given, url, 'NumberOfEmptyReceives', 'Sum')).toEqual([2]);
});

behaviour('a purge is no delete', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  await given.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  expect(await values(given, url, 'NumberOfMessagesDeleted', 'Sum')).toEqual([]);
});

behaviour('the size of sent messages has every statistic', {}, async (given) => {
  const url = await given.queue();
  for (const length of [10, 20, 60]) await send(given.sqs, url, 'x'.repeat(length));
  const wish = ['Minimum', 'Maximum', 'Average', 'Sum', 'SampleCount'];
  const { MetricDataResults = [] } = await metricData(
    given,
    wish.map((stat) => query(url, 'SentMessageSize', stat, 60, stat.toLowerCase())),
  );
  expect(MetricDataResults.map(({ Values }) => Values)).toEqual([[10], [60], [30], [90], [3]]);
});

behaviour('what did not happen is missing, not zero', {}, async (given) => {
  const url = await given.queue();
  expect(await values(given, url, 'NumberOfMessagesSent', 'Sum')).toEqual([]);
});

behaviour('gauges show the running minute as it is now', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'a');
  await send(given.sqs, url, 'b');
  await send(given.sqs, url, 'c', { DelaySeconds: 600 });
  await receiveOne(given.sqs, url);
  const now = async (metric: string) => (await values(given, url, metric, 'Maximum')).at(-1);
  expect(await now('ApproximateNumberOfMessagesVisible')).toBe(1);
  expect(await now('ApproximateNumberOfMessagesNotVisible')).toBe(1);
  expect(await now('ApproximateNumberOfMessagesDelayed')).toBe(1);
});

behaviour('gauges are sampled every minute', { needsClock: true }, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'a');
  await given.clock.pass(MINUTE);
  await send(given.sqs, url, 'b');
  await given.clock.pass(2 * MINUTE);
  expect(await values(given, url, 'ApproximateNumberOfMessagesVisible', 'Maximum')).toEqual([1, 2, 2, 2]);
});

behaviour('the age of the oldest message grows', { needsClock: true }, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'a');
  await given.clock.pass(10 * MINUTE);
  const ages = await values(given, url, 'ApproximateAgeOfOldestMessage', 'Maximum');
  expect(ages.at(-1)).toBe(600);
  expect(ages).toEqual([...ages].sort((a, b) => a - b));
});

behaviour('on a dead-letter queue the age counts from the move', { needsClock: true }, async (given) => {
  const { url, dlqUrl } = await withDeadLetterQueue(given, 1);
  await send(given.sqs, url, 'a');
  await given.clock.pass(HOUR);
  await receiveOne(given.sqs, url);
  await receive(given.sqs, url);
  await given.clock.pass(5 * MINUTE);
  expect((await values(given, dlqUrl, 'ApproximateAgeOfOldestMessage', 'Maximum')).at(-1)).toBe(300);
});

behaviour('a move to the dead-letter queue is no send', {}, async (given) => {
  const { url, dlqUrl } = await withDeadLetterQueue(given, 1);
  await send(given.sqs, url, 'a');
  await receiveOne(given.sqs, url);
  await receive(given.sqs, url);
  expect(await values(given, dlqUrl, 'NumberOfMessagesSent', 'Sum')).toEqual([]);
  expect((await values(given, dlqUrl, 'ApproximateNumberOfMessagesVisible', 'Maximum')).at(-1)).toBe(1);
});

behaviour('deduplicated sends are counted apart', {}, async (given) => {
  const url = await given.queue({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  for (let time = 0; time < 3; time++) await send(given.sqs, url, 'same', { MessageGroupId: 'g' });
  expect(await values(given, url, 'NumberOfMessagesSent', 'Sum')).toEqual([1]);
  expect(await values(given, url, 'NumberOfDeduplicatedSentMessages', 'Sum')).toEqual([2]);
});

behaviour(
  'a queue that nobody used for six hours reports nothing more',
  { needsClock: true },
  async (given) => {
    const url = await given.queue();
    await receive(given.sqs, url);
    await given.clock.pass(8 * HOUR);
    expect(await values(given, url, 'ApproximateNumberOfMessagesVisible', 'Maximum')).toEqual([]);
  },
);

behaviour('minutes add up to longer periods', { needsClock: true }, async (given) => {
  const url = await given.queue();
  for (let minute = 0; minute < 10; minute++) {
    await send(given.sqs, url, 'x'.repeat(minute + 1));
    await given.clock.pass(MINUTE);
  }
  expect(await values(given, url, 'NumberOfMessagesSent', 'Sum', 300)).toEqual([5, 5]);
  expect(await values(given, url, 'SentMessageSize', 'Maximum', 300)).toEqual([5, 10]);
});

behaviour('points come newest first unless asked otherwise', { needsClock: true }, async (given) => {
  const url = await given.queue();
  for (let minute = 0; minute < 3; minute++) {
    for (let sent = 0; sent <= minute; sent++) await send(given.sqs, url, 'x');
    await given.clock.pass(MINUTE);
  }
  const wish = [query(url, 'NumberOfMessagesSent', 'Sum')];
  const { MetricDataResults: newest = [] } = await metricData(given, wish, { ScanBy: undefined });
  expect(newest[0]?.Values).toEqual([3, 2, 1]);
  const times = newest[0]?.Timestamps?.map((at) => at.getTime()) ?? [];
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(times.every((at) => at % MINUTE === 0)).toBe(true);
});

behaviour('the start is included and the end is not', { needsClock: true }, async (given) => {
  const url = await given.queue();
  const start = given.clock.now();
  for (let minute = 0; minute < 4; minute++) {
    await send(given.sqs, url, 'x');
    await given.clock.pass(MINUTE);
  }
  const { MetricDataResults = [] } = await metricData(given, [query(url, 'NumberOfMessagesSent', 'Sum')], {
    StartTime: new Date(start + MINUTE),
    EndTime: new Date(start + 3 * MINUTE),
  });
  expect(MetricDataResults[0]?.Timestamps?.map((at) => at.getTime())).toEqual([
    start + MINUTE,
    start + 2 * MINUTE,
  ]);
});

behaviour('many points come in pages', { needsClock: true }, async (given) => {
  const url = await given.queue();
  for (let minute = 0; minute < 5; minute++) {
    await send(given.sqs, url, 'x');
    await given.clock.pass(MINUTE);
  }
  const wish = [query(url, 'NumberOfMessagesSent', 'Sum')];
  const first = await metricData(given, wish, { MaxDatapoints: 3 });
  expect(first.MetricDataResults?.[0]).toMatchObject({ StatusCode: 'PartialData', Values: [1, 1, 1] });
  const second = await metricData(given, wish, { MaxDatapoints: 3, NextToken: first.NextToken });
  expect(second.MetricDataResults?.[0]).toMatchObject({ StatusCode: 'Complete', Values: [1, 1] });
  expect(second.NextToken).toBeUndefined();
});

behaviour('points older than fifteen days are gone', { needsClock: true }, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const sent = given.clock.now();
  await given.clock.pass(16 * DAY);
  await send(given.sqs, url, 'y');
  const { MetricDataResults = [] } = await metricData(
    given,
    [query(url, 'NumberOfMessagesSent', 'Sum', 300)],
    {
      StartTime: new Date(sent - HOUR),
    },
  );
  expect(MetricDataResults[0]?.Values).toEqual([1]);
});

behaviour('a start more than fifteen days ago needs periods of five minutes', {}, async (given) => {
  const StartTime = new Date(given.clock.now() - 20 * DAY);
  const wish = query(await given.queue(), 'NumberOfMessagesSent', 'Sum');
  expect((await refusal(metricData(given, [wish], { StartTime }))).name).toBe('ValidationException');
});

behaviour('metrics of another region are not there', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const elsewhere = { ...given, region: 'eu-central-1' };
  expect(await values(elsewhere, url, 'NumberOfMessagesSent', 'Sum')).toEqual([]);
  expect(await listed(elsewhere, 'AWS/SQS')).toEqual([]);
});

const refusedQueries: Array<[name: string, input: (url: string) => Parameters<typeof metricData>[1]]> = [
  ['without queries', () => []],
  ['with an id that starts with a capital', (url) => [query(url, 'NumberOfMessagesSent', 'Sum', 60, 'A')]],
  [
    'with the same id twice',
    (url) => [query(url, 'NumberOfMessagesSent', 'Sum'), query(url, 'SentMessageSize', 'Sum')],
  ],
  ['with a period of 45 s', (url) => [query(url, 'NumberOfMessagesSent', 'Sum', 45)]],
  ['with an unknown statistic', (url) => [query(url, 'NumberOfMessagesSent', 'Median')]],
  ['with an expression', () => [{ Id: 'e', Expression: 'm1 + m2' }]],
  [
    'with more than 500 queries',
    (url) =>
      Array.from({ length: 501 }, (_, index) => query(url, 'NumberOfMessagesSent', 'Sum', 60, `m${index}`)),
  ],
];
for (const [name, input] of refusedQueries)
  behaviour(`GetMetricData is refused ${name}`, {}, async (given) => {
    const refused = metricData(given, input(await given.queue()));
    expect((await refusal(refused)).name).toBe('ValidationException');
  });

behaviour('GetMetricData is refused when it ends before it starts', {}, async (given) => {
  const now = new Date(given.clock.now());
  const wish = query(await given.queue(), 'NumberOfMessagesSent', 'Sum');
  expect((await refusal(metricData(given, [wish], { StartTime: now, EndTime: now }))).name).toBe(
    'ValidationException',
  );
});

function statistics(given: Behaviour, url: string, more: Partial<GetMetricStatisticsCommandInput> = {}) {
  const now = given.clock.now();
  return atCloudWatch(given, (cloudwatch) =>
    cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/SQS',
        MetricName: 'SentMessageSize',
        Dimensions: [{ Name: 'QueueName', Value: nameOf(url) }],
        StartTime: new Date(now - HOUR),
        EndTime: new Date(now + MINUTE),
        Period: 3660,
        Statistics: ['Sum', 'Average', 'SampleCount'],
        ...more,
      }),
    ),
  );
}

behaviour('GetMetricStatistics gives the statistics asked for, with their unit', {}, async (given) => {
  const url = await given.queue();
  for (const length of [10, 30]) await send(given.sqs, url, 'x'.repeat(length));
  const { Label, Datapoints = [] } = await statistics(given, url);
  expect(Label).toBe('SentMessageSize');
  expect(Datapoints).toHaveLength(1);
  expect(Datapoints[0]).toMatchObject({ Sum: 40, Average: 20, SampleCount: 2, Unit: 'Bytes' });
  expect(Datapoints[0]).not.toHaveProperty('Maximum');
});

behaviour('GetMetricStatistics gives at most 1,440 points', {}, async (given) => {
  const refused = statistics(given, await given.queue(), {
    StartTime: new Date(given.clock.now() - 25 * HOUR),
    Period: 60,
  });
  expect((await refusal(refused)).message).toMatch(/which exceeds the limit of 1,440/);
});

behaviour('another unit has no data', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  expect((await statistics(given, url, { Unit: 'Count' })).Datapoints).toEqual([]);
});

behaviour('metrics are listed once there is data', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const names = await listed(given, 'AWS/SQS');
  expect(names).toContain(`${nameOf(url)} NumberOfMessagesSent`);
  expect(names).toContain(`${nameOf(url)} ApproximateNumberOfMessagesVisible`);
  expect(names).not.toContain(`${nameOf(url)} NumberOfMessagesDeleted`);
});

behaviour('metrics are listed by name and dimension', {}, async (given) => {
  const [one, two] = [await given.queue(), await given.queue()];
  for (const url of [one, two]) await send(given.sqs, url, 'x');
  const { Metrics = [] } = await atCloudWatch(given, (cloudwatch) =>
    cloudwatch.send(
      new ListMetricsCommand({
        MetricName: 'NumberOfMessagesSent',
        Dimensions: [{ Name: 'QueueName', Value: nameOf(one) }],
      }),
    ),
  );
  expect(Metrics).toEqual([
    {
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesSent',
      Dimensions: [{ Name: 'QueueName', Value: nameOf(one) }],
    },
  ]);
});

behaviour('a metric without data for two weeks is not listed', { needsClock: true }, async (given) => {
  const url = await given.queue();
  await receive(given.sqs, url);
  await given.clock.pass(14 * DAY + 7 * HOUR);
  expect(await listed(given, 'AWS/SQS')).toEqual([]);
});

behaviour('published messages and their size are counted', {}, async (given) => {
  const arn = await topic(given);
  for (const length of [10, 30]) await publish(given.sns, arn, 'x'.repeat(length));
  expect(await values(given, arn, 'NumberOfMessagesPublished', 'Sum')).toEqual([2]);
  expect(await values(given, arn, 'PublishSize', 'Average')).toEqual([20]);
});

behaviour('deliveries are counted by subscription, failures apart', {}, async (given) => {
  const arn = await topic(given);
  await subscribedQueue(given, arn);
  await subscribedQueue(given, arn);
  await subscribe(given.sns, arn, 'sqs', 'arn:aws:sqs:us-east-1:000000000000:nowhere');
  await publish(given.sns, arn, 'x');
  expect(await values(given, arn, 'NumberOfNotificationsDelivered', 'Sum')).toEqual([2]);
  expect(await values(given, arn, 'NumberOfNotificationsFailed', 'Sum')).toEqual([1]);
});

behaviour('filtered messages are counted by scope and reason', {}, async (given) => {
  const arn = await topic(given);
  const { subscriptionArn } = await subscribedQueue(given, arn, { FilterPolicy: '{"event":["placed"]}' });
  await publish(given.sns, arn, 'no attributes');
  await publish(given.sns, arn, 'x', { MessageAttributes: texts({ event: 'paid' }) });
  const broken = { event: { DataType: 'String.Array', StringValue: 'no list' } };
  await publish(given.sns, arn, 'x', { MessageAttributes: broken });
  await setSubscription(given.sns, subscriptionArn, 'FilterPolicyScope', 'MessageBody');
  await publish(given.sns, arn, 'no json');
  const count = async (suffix: string) =>
    (await values(given, arn, `NumberOfNotificationsFilteredOut${suffix}`, 'Sum'))[0];
  expect(await count('')).toBe(4);
  expect(await count('-MessageAttributes')).toBe(3);
  expect(await count('-NoMessageAttributes')).toBe(1);
  expect(await count('-InvalidAttributes')).toBe(1);
  expect(await count('-MessageBody')).toBe(1);
  expect(await count('-InvalidMessageBody')).toBe(1);
});

behaviour('archived messages are counted while they are written', {}, async (given) => {
  const arn = await topic(given, { ...FIFO, ArchivePolicy: '{"MessageRetentionPeriod":"7"}' });
  await publish(given.sns, arn, 'x'.repeat(50), { MessageGroupId: 'g' });
  expect(await values(given, arn, 'NumberOfMessagesArchiveProcessing', 'Sum')).toEqual([1]);
  expect((await values(given, arn, 'ApproximateNumberOfMessagesArchived', 'Maximum')).at(-1)).toBe(1);
});
