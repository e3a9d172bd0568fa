import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { arnOf, attributes, counts, receive, refusal, send } from '../../../support/sqs-calls.ts';

const set = ({ sqs }: Behaviour, QueueUrl: string, Attributes: Record<string, string>) =>
  sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));

behaviour('a new queue has the defaults of AWS', {}, async ({ sqs, queue }) => {
  expect(await attributes(sqs, await queue())).toMatchObject({
    VisibilityTimeout: '30',
    DelaySeconds: '0',
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    ReceiveMessageWaitTimeSeconds: '0',
    SqsManagedSseEnabled: 'true',
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
    ApproximateNumberOfMessagesDelayed: '0',
  });
});

behaviour('a new FIFO queue has the defaults of FIFO', {}, async ({ sqs, queue }) => {
  expect(await attributes(sqs, await queue({ FifoQueue: 'true' }))).toMatchObject({
    FifoQueue: 'true',
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  });
});

behaviour('FifoQueue is returned for FIFO queues only', {}, async ({ sqs, queue }) => {
  expect(await attributes(sqs, await queue())).not.toHaveProperty('FifoQueue');
});

behaviour('the ARN names region, account and queue', {}, async ({ sqs, queue, region, account }) => {
  const url = await queue();
  expect(await arnOf(sqs, url)).toBe(`arn:aws:sqs:${region}:${account}:${url.split('/').at(-1)}`);
});

behaviour('timestamps of a queue are epoch seconds', {}, async ({ sqs, queue, clock }) => {
  const { CreatedTimestamp = '', LastModifiedTimestamp = '' } = await attributes(sqs, await queue());
  const now = clock.now() / 1000;
  for (const at of [CreatedTimestamp, LastModifiedTimestamp])
    expect(Math.abs(Number(at) - now)).toBeLessThan(5);
});

behaviour('GetQueueAttributes gives only what is asked for', {}, async ({ sqs, queue }) => {
  const wish = { QueueUrl: await queue(), AttributeNames: ['VisibilityTimeout', 'DelaySeconds'] as const };
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ ...wish, AttributeNames: [...wish.AttributeNames] }),
  );
  expect(Attributes).toEqual({ VisibilityTimeout: '30', DelaySeconds: '0' });
});

behaviour('GetQueueAttributes without names gives nothing', {}, async ({ sqs, queue }) => {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: await queue() }));
  expect(Attributes).toEqual({});
});

behaviour('GetQueueAttributes refuses an unknown name', {}, async ({ sqs, queue }) => {
  const input = { QueueUrl: await queue(), AttributeNames: ['Bogus' as 'All'] };
  expect(await refusal(sqs.send(new GetQueueAttributesCommand(input)))).toMatchObject({
    name: 'InvalidAttributeName',
    status: 400,
    message: 'Unknown Attribute Bogus.',
  });
});

for (const [name, low, high] of [
  ['VisibilityTimeout', 0, 43_200],
  ['DelaySeconds', 0, 900],
  ['MaximumMessageSize', 1024, 1_048_576],
  ['MessageRetentionPeriod', 60, 1_209_600],
  ['ReceiveMessageWaitTimeSeconds', 0, 20],
] as const) {
  behaviour(`${name} takes ${low} to ${high} and nothing else`, {}, async (given) => {
    const url = await given.queue();
    for (const value of [low, high]) {
      await set(given, url, { [name]: String(value) });
      expect((await attributes(given.sqs, url))[name]).toBe(String(value));
    }
    for (const value of [String(low - 1), String(high + 1), 'many', '']) {
      expect((await refusal(set(given, url, { [name]: value }))).name).toBe('InvalidAttributeValue');
    }
  });
}

behaviour('KmsDataKeyReusePeriodSeconds takes 60 to 86400 and nothing else', {}, async (given) => {
  const url = await given.queue({ KmsMasterKeyId: 'alias/aws/sqs' });
  await set(given, url, { KmsDataKeyReusePeriodSeconds: '86400' });
  expect((await attributes(given.sqs, url))['KmsDataKeyReusePeriodSeconds']).toBe('86400');
  const wrong = set(given, url, { KmsDataKeyReusePeriodSeconds: '59' });
  expect((await refusal(wrong)).name).toBe('InvalidAttributeValue');
});

behaviour('SetQueueAttributes refuses an unknown attribute and changes nothing', {}, async (given) => {
  const url = await given.queue();
  expect(await refusal(set(given, url, { VisibilityTimeout: '5', Bogus: '1' }))).toMatchObject({
    name: 'InvalidAttributeName',
    message: 'Unknown Attribute Bogus.',
  });
  expect((await attributes(given.sqs, url))['VisibilityTimeout']).toBe('30');
});

behaviour('CreateQueue refuses an unknown attribute', {}, async ({ sqs, name }) => {
  const wish = { QueueName: name(), Attributes: { Bogus: '1' } as Record<string, string> };
  expect((await refusal(sqs.send(new CreateQueueCommand(wish)))).name).toBe('InvalidAttributeName');
});

behaviour('read-only attributes cannot be set', {}, async (given) => {
  const wrong = set(given, await given.queue(), { ApproximateNumberOfMessages: '7' });
  expect((await refusal(wrong)).name).toBe('InvalidAttributeName');
});

behaviour('the type of a queue cannot be changed', {}, async (given) => {
  const standard = await refusal(set(given, await given.queue(), { FifoQueue: 'true' }));
  expect(standard).toMatchObject({ name: 'InvalidAttributeName', message: 'Unknown Attribute FifoQueue.' });
  const fifo = await refusal(set(given, await given.queue({ FifoQueue: 'true' }), { FifoQueue: 'false' }));
  expect(fifo).toMatchObject({
    name: 'InvalidAttributeValue',
    message: 'Modifying queue type is not supported.',
  });
});

for (const [name, value, message] of [
  ['ContentBasedDeduplication', 'true', 'Unknown Attribute ContentBasedDeduplication.'],
  [
    'DeduplicationScope',
    'queue',
    'You can specify the DeduplicationScope only when FifoQueue is set to true.',
  ],
  [
    'FifoThroughputLimit',
    'perQueue',
    'You can specify the FifoThroughputLimit only when FifoQueue is set to true.',
  ],
] as const) {
  behaviour(`${name} is refused on a standard queue`, {}, async (given) => {
    const wrong = set(given, await given.queue(), { [name]: value });
    expect(await refusal(wrong)).toMatchObject({ name: 'InvalidAttributeName', message });
  });
}

behaviour('high throughput is set by DeduplicationScope and FifoThroughputLimit', {}, async (given) => {
  const url = await given.queue({ FifoQueue: 'true' });
  const wish = { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' };
  await set(given, url, wish);
  expect(await attributes(given.sqs, url)).toMatchObject(wish);
});

behaviour(
  'FifoThroughputLimit perMessageGroupId needs DeduplicationScope messageGroup',
  {},
  async (given) => {
    const url = await given.queue({ FifoQueue: 'true' });
    const wrong = set(given, url, { FifoThroughputLimit: 'perMessageGroupId' });
    expect((await refusal(wrong)).name).toBe('InvalidAttributeValue');
  },
);

behaviour('naming a KMS key turns SSE-SQS off', {}, async (given) => {
  const url = await given.queue();
  await set(given, url, { KmsMasterKeyId: 'alias/any-key' });
  expect(await attributes(given.sqs, url)).toMatchObject({
    KmsMasterKeyId: 'alias/any-key',
    KmsDataKeyReusePeriodSeconds: '300',
    SqsManagedSseEnabled: 'false',
  });
});

behaviour('SSE-SQS and a KMS key at once are refused', {}, async (given) => {
  const both = set(given, await given.queue(), { KmsMasterKeyId: 'alias/k', SqsManagedSseEnabled: 'true' });
  expect(await refusal(both)).toMatchObject({
    name: 'InvalidAttributeName',
    message: expect.stringContaining(
      'You can use one type of server-side encryption (SSE) at one time',
    ) as string,
  });
});

behaviour('SetQueueAttributes moves LastModifiedTimestamp on', {}, async (given) => {
  const url = await given.queue();
  const before = await attributes(given.sqs, url);
  await given.clock.pass(2000);
  await set(given, url, { VisibilityTimeout: '31' });
  const after = await attributes(given.sqs, url);
  expect(after['CreatedTimestamp']).toBe(before['CreatedTimestamp']);
  expect(Number(after['LastModifiedTimestamp'])).toBeGreaterThan(Number(before['LastModifiedTimestamp']));
});

behaviour(
  'a message is gone when its retention is over',
  { needsClock: true },
  async ({ sqs, queue, clock }) => {
    const url = await queue({ MessageRetentionPeriod: '60' });
    await send(sqs, url, 'short-lived');
    await clock.pass(59_999);
    expect((await counts(sqs, url)).visible).toBe(1);
    await clock.pass(1);
    expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(await receive(sqs, url)).toEqual([]);
  },
);

behaviour(
  'retention runs on while a message is in flight',
  { needsClock: true },
  async ({ sqs, queue, clock }) => {
    const url = await queue({ MessageRetentionPeriod: '60', VisibilityTimeout: '3600' });
    await send(sqs, url, 'held');
    await receive(sqs, url);
    await clock.pass(60_000);
    expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  },
);

behaviour('a shorter retention deletes older messages', { needsClock: true }, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'old');
  await given.clock.pass(120_000);
  await send(given.sqs, url, 'new');
  await set(given, url, { MessageRetentionPeriod: '60' });
  expect((await receive(given.sqs, url)).map(({ Body }) => Body)).toEqual(['new']);
});

behaviour('MaximumMessageSize limits what is sent', {}, async (given) => {
  const url = await given.queue({ MaximumMessageSize: '1024' });
  await send(given.sqs, url, 'x'.repeat(1024));
  expect(await refusal(send(given.sqs, url, 'x'.repeat(1025)))).toMatchObject({
    name: 'InvalidParameterValue',
    message: 'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
  });
});
