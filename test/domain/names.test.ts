import { describe, expect, it } from 'vitest';
import {
  isAccountId,
  isFifoName,
  isQueueName,
  isTopicName,
  parseArn,
  queueArn,
  queueNameOfArn,
  queueNameOfUrl,
  subscriptionArn,
  toArn,
  topicArn,
  topicArnOfSubscription,
  topicNameOfArn,
} from '../../electron/domain/arn.ts';
import {
  REGIONS,
  defaultEndpoint,
  isRegion,
  partitionOf,
  regionName,
} from '../../electron/domain/regions.ts';

describe('ARNs', () => {
  it.each([
    'arn:aws:sqs:eu-west-1:111111111111:orders',
    'arn:aws:s3:::bucket/key:with:colons',
    'arn:aws-cn:sns:cn-north-1:111111111111:topic:6b0e71bd-7e97-4d97-80ce-4a0994e55286',
    'arn:aws:iam::111111111111:role/path/name',
  ])('%s survives being read and written', (text) => {
    const arn = parseArn(text);
    expect(arn && toArn(arn)).toBe(text);
  });

  it.each([
    '',
    'arn',
    'arn:aws:sqs:eu-west-1:111111111111',
    'arn:aws:sqs:eu-west-1:1:',
    'arn::sqs:r:1:n',
    'http://a:b:c:d:e',
  ])('%j is none', (text) => {
    expect(parseArn(text)).toBeNull();
  });

  it('carry the partition of their region', () => {
    expect(queueArn('ap-northeast-2', '111111111111', 'q')).toBe('arn:aws:sqs:ap-northeast-2:111111111111:q');
    expect(topicArn('cn-north-1', '111111111111', 't')).toBe('arn:aws-cn:sns:cn-north-1:111111111111:t');
    expect(queueArn('us-gov-west-1', '111111111111', 'q')).toContain('arn:aws-us-gov:');
    expect(queueArn('elasticmq', '000000000000', 'q')).toBe('arn:aws:sqs:elasticmq:000000000000:q');
  });

  it('name their queue, topic and subscription', () => {
    const topic = topicArn('us-east-1', '111111111111', 't.fifo');
    const subscription = subscriptionArn(topic, 'id');
    expect(topicNameOfArn(topic)).toBe('t.fifo');
    expect(topicNameOfArn(subscription)).toBe('t.fifo');
    expect(topicArnOfSubscription(subscription)).toBe(topic);
    expect(topicArnOfSubscription(topic)).toBeNull();
    expect(topicArnOfSubscription('PendingConfirmation')).toBeNull();
    expect(queueNameOfArn(topic)).toBeNull();
    expect(queueNameOfArn(queueArn('us-east-1', '111111111111', 'q'))).toBe('q');
    expect(queueNameOfUrl('https://sqs.us-east-1.amazonaws.com/111111111111/q.fifo')).toBe('q.fifo');
  });
});

describe('names', () => {
  it('queues have up to 80 characters, topics up to 256, the suffix included', () => {
    expect(isQueueName('a'.repeat(80))).toBe(true);
    expect(isQueueName('a'.repeat(81))).toBe(false);
    expect(isQueueName(`${'a'.repeat(75)}.fifo`)).toBe(true);
    expect(isQueueName(`${'a'.repeat(76)}.fifo`)).toBe(false);
    expect(isTopicName('a'.repeat(256))).toBe(true);
    expect(isTopicName(`${'a'.repeat(252)}.fifo`)).toBe(false);
  });

  it.each(['', 'a b', 'a.b', '.fifo', 'a.fifo.fifo', 'é', 'a/b'])('%j is no name', (name) => {
    expect(isQueueName(name)).toBe(false);
    expect(isTopicName(name)).toBe(false);
  });

  it('FIFO is told by the suffix, accounts by twelve digits', () => {
    expect([isFifoName('a.fifo'), isFifoName('a'), isFifoName('fifo')]).toEqual([true, false, false]);
    expect([isAccountId('000000000000'), isAccountId('1'), isAccountId('11111111111a')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('regions', () => {
  it('know their names, partitions and endpoints', () => {
    expect(regionName('ap-northeast-2')).toBe('Asia Pacific (Seoul)');
    expect(regionName('us-east-99')).toBe('us-east-99');
    expect(partitionOf('us-east-99').id).toBe('aws');
    expect(defaultEndpoint('sqs', 'eu-west-1')).toBe('https://sqs.eu-west-1.amazonaws.com');
    expect(defaultEndpoint('sqs', 'eu-west-1', true)).toBe('https://sqs.eu-west-1.api.aws');
    expect(defaultEndpoint('monitoring', 'cn-north-1')).toBe(
      'https://monitoring.cn-north-1.amazonaws.com.cn',
    );
  });

  it('each region is of its partition by form too', () => {
    expect(REGIONS.length).toBeGreaterThan(30);
    for (const { id, partition } of REGIONS) {
      expect(partitionOf(id).id).toBe(partition);
      expect(partitionOf(id).pattern.test(id), id).toBe(true);
    }
  });

  it('tells a region from other text', () => {
    expect([isRegion('eu-west-1'), isRegion('eu-west-77'), isRegion('local'), isRegion('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
