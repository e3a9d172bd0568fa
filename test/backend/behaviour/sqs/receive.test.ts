import { ReceiveMessageCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { bodies, counts, receive, receiveOne, refusal, send } from '../../../support/sqs-calls.ts';

async function fill({ sqs }: Behaviour, QueueUrl: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += 10) {
    const Entries = Array.from({ length: Math.min(10, count - from) }, (_, i) => ({
      Id: `i${i}`,
      MessageBody: `m${from + i}`,
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

behaviour('an empty queue answers without Messages', {}, async ({ sqs, queue }) => {
  const answer = await sqs.send(new ReceiveMessageCommand({ QueueUrl: await queue() }));
  expect(answer.Messages ?? []).toEqual([]);
});

behaviour('one message is received unless more are asked for', {}, async (given) => {
  const url = await given.queue();
  await fill(given, url, 3);
  const { Messages } = await given.sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  expect(Messages).toHaveLength(1);
});

behaviour('up to ten messages are received at once', {}, async (given) => {
  const url = await given.queue();
  await fill(given, url, 12);
  expect((await receive(given.sqs, url)).length).toBe(10);
  expect((await receive(given.sqs, url)).length).toBe(2);
});

for (const MaxNumberOfMessages of [0, 11]) {
  behaviour(`MaxNumberOfMessages ${MaxNumberOfMessages} is refused`, {}, async ({ sqs, queue }) => {
    expect(await refusal(receive(sqs, await queue(), { MaxNumberOfMessages }))).toMatchObject({
      name: 'InvalidParameterValue',
      message: `Value ${MaxNumberOfMessages} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    });
  });
}

for (const WaitTimeSeconds of [-1, 21]) {
  behaviour(`WaitTimeSeconds ${WaitTimeSeconds} is refused`, {}, async ({ sqs, queue }) => {
    expect(await refusal(receive(sqs, await queue(), { WaitTimeSeconds }))).toMatchObject({
      name: 'InvalidParameterValue',
      message: `Value ${WaitTimeSeconds} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`,
    });
  });
}

behaviour('VisibilityTimeout 43201 is refused', {}, async ({ sqs, queue }) => {
  const refused = await refusal(receive(sqs, await queue(), { VisibilityTimeout: 43_201 }));
  expect(refused.name).toBe('InvalidParameterValue');
});

behaviour('attributes are absent unless asked for', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await send(sqs, url, 'x', { MessageAttributes: { a: { DataType: 'String', StringValue: 'v' } } });
  const bare = { MessageSystemAttributeNames: undefined, MessageAttributeNames: undefined };
  const message = await receiveOne(sqs, url, bare);
  expect([message.Attributes, message.MessageAttributes, message.MD5OfMessageAttributes]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

for (const [names, expected] of [
  [['All'], ['a.b', 'a.c', 'd']],
  [['.*'], ['a.b', 'a.c', 'd']],
  [['a.*'], ['a.b', 'a.c']],
  [['d', 'nobody'], ['d']],
] as const) {
  behaviour(
    `MessageAttributeNames ${names.join(', ')} gives ${expected.join(', ')}`,
    {},
    async ({ sqs, queue }) => {
      const url = await queue();
      const value = { DataType: 'String', StringValue: 'v' };
      await send(sqs, url, 'x', { MessageAttributes: { 'a.b': value, 'a.c': value, d: value } });
      const message = await receiveOne(sqs, url, { MessageAttributeNames: [...names] });
      expect(Object.keys(message.MessageAttributes ?? {}).sort()).toEqual(expected);
    },
  );
}

behaviour('the MD5 of attributes covers only those returned', {}, async ({ sqs, queue }) => {
  const url = await queue();
  const MessageAttributes = {
    MyAttribute: { DataType: 'String', StringValue: 'foobar' },
    Other: { DataType: 'String', StringValue: 'x' },
  };
  await send(sqs, url, 'x', { MessageAttributes });
  const message = await receiveOne(sqs, url, { MessageAttributeNames: ['MyAttribute'] });
  expect(message.MD5OfMessageAttributes).toBe('adb59cd4678ea5a855436b949cd07ab6');
});

behaviour('system attributes are given by name', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await send(sqs, url, 'x');
  const message = await receiveOne(sqs, url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  expect(message.Attributes).toEqual({ ApproximateReceiveCount: '1' });
});

behaviour('the deprecated AttributeNames gives system attributes too', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await send(sqs, url, 'x');
  const names = { MessageSystemAttributeNames: undefined, AttributeNames: ['SentTimestamp' as 'All'] };
  expect(Object.keys((await receiveOne(sqs, url, names)).Attributes ?? {})).toEqual(['SentTimestamp']);
});

behaviour('an unknown system attribute name is refused', {}, async ({ sqs, queue }) => {
  const names = { MessageSystemAttributeNames: ['Bogus' as 'All'] };
  expect((await refusal(receive(sqs, await queue(), names))).name).toBe('InvalidAttributeName');
});

behaviour('a standard message carries sender, times and receive count', {}, async ({ sqs, queue, clock }) => {
  const url = await queue();
  const before = clock.now();
  await send(sqs, url, 'x');
  const { Attributes = {} } = await receiveOne(sqs, url);
  expect(Attributes['ApproximateReceiveCount']).toBe('1');
  expect(Attributes['SenderId']).toBeTruthy();
  for (const name of ['SentTimestamp', 'ApproximateFirstReceiveTimestamp'] as const) {
    expect(Number(Attributes[name])).toBeGreaterThanOrEqual(before - 1);
    expect(Number(Attributes[name])).toBeLessThan(before + 10_000);
  }
});

behaviour('SenderId tells senders apart', {}, async ({ sqs, queue, as }) => {
  const url = await queue();
  await send(sqs, url, 'x');
  const other = as('AKIAIOSFODNN7EXAMPLE').sqs;
  await send(other, url, 'y');
  const senders = (await receive(sqs, url)).map(({ Attributes }) => Attributes?.['SenderId']);
  expect(new Set(senders).size).toBe(2);
});

behaviour('the trace header is kept', {}, async ({ sqs, queue }) => {
  const url = await queue();
  const StringValue = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
  await send(sqs, url, 'x', {
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue } },
  });
  expect((await receiveOne(sqs, url)).Attributes).toMatchObject({ AWSTraceHeader: StringValue });
});

behaviour('each receive counts and keeps the first receive time', {}, async ({ sqs, queue, clock }) => {
  const url = await queue({ VisibilityTimeout: '0' });
  await send(sqs, url, 'x');
  const first = await receiveOne(sqs, url);
  await clock.pass(100);
  const second = await receiveOne(sqs, url);
  expect(second.Attributes).toMatchObject({
    ApproximateReceiveCount: '2',
    ApproximateFirstReceiveTimestamp: first.Attributes?.['ApproximateFirstReceiveTimestamp'],
  });
  expect(second.ReceiptHandle).not.toBe(first.ReceiptHandle);
  expect(second.MessageId).toBe(first.MessageId);
});

behaviour('a receive with visibility 0 gives each message once', {}, async (given) => {
  const url = await given.queue();
  await fill(given, url, 3);
  const messages = await receive(given.sqs, url, { VisibilityTimeout: 0 });
  expect(bodies(messages).sort()).toEqual(['m0', 'm1', 'm2']);
  expect((await counts(given.sqs, url)).visible).toBe(3);
});

behaviour('a message received three times goes behind the others', {}, async ({ sqs, queue }) => {
  const url = await queue({ VisibilityTimeout: '0' });
  await send(sqs, url, 'tired');
  for (let i = 0; i < 3; i++) await receiveOne(sqs, url);
  await send(sqs, url, 'fresh');
  await receiveOne(sqs, url);
  expect((await receiveOne(sqs, url)).Body).toBe('fresh');
});

behaviour('a long poll is woken by a message', {}, async ({ sqs, queue, polling }) => {
  const url = await queue();
  const poll = receive(sqs, url, { WaitTimeSeconds: 20 });
  await polling(url, 1);
  await send(sqs, url, 'wake');
  expect(bodies(await poll)).toEqual(['wake']);
});

behaviour('a long poll gets a whole batch', { open: 'AWS may answer with fewer' }, async (given) => {
  const url = await given.queue();
  const poll = receive(given.sqs, url, { WaitTimeSeconds: 20 });
  await given.polling(url, 1);
  await fill(given, url, 10);
  expect(await poll).toHaveLength(10);
});

behaviour('of two long polls on one message the other waits on', {}, async ({ sqs, queue, polling }) => {
  const url = await queue();
  const polls = [1, 2].map(() => receive(sqs, url, { WaitTimeSeconds: 20 }));
  await polling(url, 2);
  await send(sqs, url, 'first');
  await Promise.race(polls);
  await polling(url, 1);
  await send(sqs, url, 'second');
  const got = await Promise.all(polls);
  expect(got.flatMap(bodies).sort()).toEqual(['first', 'second']);
});

behaviour('a long poll ends empty when its time is over', {}, async ({ sqs, queue, clock, polling }) => {
  const url = await queue();
  const poll = receive(sqs, url, { WaitTimeSeconds: 1 });
  await polling(url, 1);
  await clock.pass(1000);
  expect(await poll).toEqual([]);
});

behaviour('the wait of the queue holds where the receive names none', {}, async ({ sqs, queue, polling }) => {
  const url = await queue({ ReceiveMessageWaitTimeSeconds: '20' });
  const poll = receive(sqs, url);
  await polling(url, 1);
  await send(sqs, url, 'wake');
  expect(bodies(await poll)).toEqual(['wake']);
});

behaviour('a wait of 0 makes a short poll of a queue that waits', {}, async ({ sqs, queue }) => {
  const url = await queue({ ReceiveMessageWaitTimeSeconds: '20' });
  expect(await receive(sqs, url, { WaitTimeSeconds: 0 })).toEqual([]);
});

behaviour(
  'a long poll is woken by a delayed message that comes due',
  {},
  async ({ sqs, queue, clock, polling }) => {
    const url = await queue();
    await send(sqs, url, 'later', { DelaySeconds: 1 });
    const poll = receive(sqs, url, { WaitTimeSeconds: 20 });
    await polling(url, 1);
    await clock.pass(1000);
    expect(bodies(await poll)).toEqual(['later']);
  },
);

behaviour(
  'a long poll is woken by a visibility timeout that ends',
  {},
  async ({ sqs, queue, clock, polling }) => {
    const url = await queue({ VisibilityTimeout: '1' });
    await send(sqs, url, 'again');
    await receiveOne(sqs, url);
    const poll = receive(sqs, url, { WaitTimeSeconds: 20 });
    await polling(url, 1);
    await clock.pass(1000);
    expect(bodies(await poll)).toEqual(['again']);
  },
);

behaviour(
  'a client that hangs up receives nothing',
  { open: 'AWS does not say when it notices' },
  async ({ sqs, queue, polling }) => {
    const url = await queue();
    const hangUp = new AbortController();
    const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
      abortSignal: hangUp.signal,
    });
    await polling(url, 1);
    hangUp.abort();
    await expect(poll).rejects.toThrow();
    await polling(url, 0);
    await send(sqs, url, 'kept');
    expect((await receiveOne(sqs, url)).Attributes?.['ApproximateReceiveCount']).toBe('1');
  },
);
