import { createVerify } from 'node:crypto';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import {
  delivered,
  envelope,
  FIFO,
  publish,
  subscribe,
  subscribedQueue,
  texts,
  topic,
} from '../../../support/sns-calls.ts';
import { arnOf, attributes, receive, receiveOne } from '../../../support/sqs-calls.ts';

const RAW = { RawMessageDelivery: 'true' };

behaviour('a queue gets the message in an envelope', {}, async (given) => {
  const TopicArn = await topic(given);
  const { url } = await subscribedQueue(given, TopicArn);
  const { MessageId } = await publish(given.sns, TopicArn, 'hello', { Subject: 'greeting' });
  expect(await envelope(given, url)).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn,
    Subject: 'greeting',
    Message: 'hello',
    SignatureVersion: '1',
  });
});

behaviour('the fields of the envelope have the order of AWS', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn);
  await publish(given.sns, arn, 'hello', { Subject: 's', MessageAttributes: texts({ a: 'b' }) });
  expect(Object.keys(await envelope(given, url))).toEqual([
    'Type',
    'MessageId',
    'TopicArn',
    'Subject',
    'Message',
    'Timestamp',
    'SignatureVersion',
    'Signature',
    'SigningCertURL',
    'UnsubscribeURL',
    'MessageAttributes',
  ]);
});

behaviour('an envelope has no Subject and no MessageAttributes unless they were given', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn);
  await publish(given.sns, arn, 'hello');
  const fields = await envelope(given, url);
  expect(fields).not.toHaveProperty('Subject');
  expect(fields).not.toHaveProperty('MessageAttributes');
});

behaviour('the envelope tells when the message was published', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn);
  await publish(given.sns, arn, 'hello');
  const { Timestamp } = await envelope(given, url);
  expect(Timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(Math.abs(Date.parse(String(Timestamp)) - given.clock.now())).toBeLessThan(5000);
});

behaviour('attributes travel inside the envelope', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn);
  await publish(given.sns, arn, 'hello', {
    MessageAttributes: {
      event: { DataType: 'String', StringValue: 'placed' },
      price: { DataType: 'Number', StringValue: '12.50' },
      blob: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
    },
  });
  const message = await receiveOne(given.sqs, url);
  expect(message.MessageAttributes).toBeUndefined();
  expect((JSON.parse(message.Body ?? '') as Record<string, unknown>).MessageAttributes).toEqual({
    event: { Type: 'String', Value: 'placed' },
    price: { Type: 'Number', Value: '12.50' },
    blob: { Type: 'Binary', Value: 'AQL/' },
  });
});

behaviour('the signature of an envelope can be checked', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn);
  await publish(given.sns, arn, '서명 🔏', { Subject: 'signed' });
  const fields = await envelope(given, url);
  const pem = await (await fetch(String(fields.SigningCertURL))).text();
  expect(verified(fields, 'RSA-SHA1', pem)).toBe(true);
  expect(verified({ ...fields, Message: 'other' }, 'RSA-SHA1', pem)).toBe(false);
});

behaviour('SignatureVersion 2 signs with SHA-256', {}, async (given) => {
  const arn = await topic(given, { SignatureVersion: '2' });
  const { url } = await subscribedQueue(given, arn);
  await publish(given.sns, arn, 'hello');
  const fields = await envelope(given, url);
  const pem = await (await fetch(String(fields.SigningCertURL))).text();
  expect(fields.SignatureVersion).toBe('2');
  expect(verified(fields, 'RSA-SHA256', pem)).toBe(true);
});

behaviour('an envelope of a FIFO topic has a sequence number and no signature', {}, async (given) => {
  const arn = await topic(given, FIFO);
  const { url } = await subscribedQueue(given, arn, {}, { FifoQueue: 'true' });
  const { SequenceNumber } = await publish(given.sns, arn, 'hello', { MessageGroupId: 'g' });
  const fields = await envelope(given, url);
  expect(fields.SequenceNumber).toBe(SequenceNumber);
  for (const name of ['Signature', 'SignatureVersion', 'SigningCertURL'])
    expect(fields).not.toHaveProperty(name);
});

behaviour(
  'following the UnsubscribeURL needs credentials where AWS confirmed by itself',
  {},
  async (given) => {
    const arn = await topic(given);
    const { url } = await subscribedQueue(given, arn);
    await publish(given.sns, arn, 'one');
    const { UnsubscribeURL } = await envelope(given, url);
    expect((await fetch(String(UnsubscribeURL))).status).toBe(403);
  },
);

behaviour('raw delivery gives the body as it was published', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, 'h\u00e9llo "한글" 🎉 <&>\n\ttab');
  expect(await delivered(given, url)).toEqual(['h\u00e9llo "한글" 🎉 <&>\n\ttab']);
});

behaviour('raw delivery turns attributes into SQS attributes', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  const MessageAttributes = {
    event: { DataType: 'String', StringValue: 'placed' },
    price: { DataType: 'Number.float', StringValue: '12.50' },
    tags: { DataType: 'String.Array', StringValue: '["a","b"]' },
    blob: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 255]) },
  };
  await publish(given.sns, arn, 'hello', { MessageAttributes });
  const message = await receiveOne(given.sqs, url);
  expect(message.MessageAttributes).toEqual(MessageAttributes);
});

behaviour('a raw message of ten attributes arrives, one of eleven is discarded', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  const many = (count: number) =>
    texts(Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 'x'])));
  await publish(given.sns, arn, 'ten', { MessageAttributes: many(10) });
  await publish(given.sns, arn, 'eleven', { MessageAttributes: many(11) });
  expect(await delivered(given, url)).toEqual(['ten']);
});

behaviour('more than ten attributes arrive inside an envelope', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn);
  const names = Array.from({ length: 15 }, (_, index) => `a${index}`);
  await publish(given.sns, arn, 'x', {
    MessageAttributes: texts(Object.fromEntries(names.map((each) => [each, '1']))),
  });
  expect(Object.keys((await envelope(given, url)).MessageAttributes as object)).toHaveLength(15);
});

behaviour('MessageStructure json gives each protocol its own text', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, JSON.stringify({ default: 'for all', sqs: 'for queues', email: 'mail' }), {
    MessageStructure: 'json',
  });
  expect(await delivered(given, url)).toEqual(['for queues']);
});

behaviour('MessageStructure json falls back to default', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn);
  await publish(given.sns, arn, JSON.stringify({ default: 'for all', email: 'mail', sqs: 7 }), {
    MessageStructure: 'json',
  });
  expect(await envelope(given, url)).toMatchObject({ Message: 'for all' });
});

behaviour('the sender of a delivered message is SNS, not the publisher', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, 'x');
  const { Attributes = {} } = await receiveOne(given.sqs, url);
  expect(Attributes.SenderId).toMatch(/^AIDA/);
});

behaviour('the group of a standard topic goes on to standard queues', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, 'fair', { MessageGroupId: 'tenant-7' });
  expect((await receiveOne(given.sqs, url)).Attributes).toMatchObject({ MessageGroupId: 'tenant-7' });
});

behaviour('a queue without a policy gets nothing', {}, async (given) => {
  const arn = await topic(given);
  const url = await given.queue();
  await subscribe(given.sns, arn, 'sqs', await arnOf(given.sqs, url), RAW);
  await publish(given.sns, arn, 'x');
  expect(await receive(given.sqs, url)).toEqual([]);
});

behaviour('a queue whose policy names another topic gets nothing', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  const Policy = (await attributes(given.sqs, url)).Policy?.replace(arn, `${arn}-other`) ?? '';
  await given.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  await publish(given.sns, arn, 'x');
  expect(await delivered(given, url)).toEqual([]);
});

behaviour('an explicit deny in the queue policy stops delivery', {}, async (given) => {
  const arn = await topic(given);
  const { url, arn: queue } = await subscribedQueue(given, arn, RAW);
  const allow = (JSON.parse((await attributes(given.sqs, url)).Policy ?? '') as { Statement: object[] })
    .Statement;
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: queue };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [...allow, deny] });
  await given.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  await publish(given.sns, arn, 'x');
  await given.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: url,
      Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: allow }) },
    }),
  );
  expect(await delivered(given, url)).toEqual([]);
});

behaviour('a queue under the AWS managed key gets nothing', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW, { KmsMasterKeyId: 'alias/aws/sqs' });
  await publish(given.sns, arn, 'x');
  expect(await delivered(given, url)).toEqual([]);
});

behaviour('a message that fits the topic but not the queue does not arrive', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW, { MaximumMessageSize: '1024' });
  await publish(given.sns, arn, 'x'.repeat(1025));
  await publish(given.sns, arn, 'x'.repeat(1024));
  expect((await delivered(given, url)).map((body) => body.length)).toEqual([1024]);
});

behaviour('a delivered message is counted as sent to the queue', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, 'x');
  expect((await attributes(given.sqs, url)).ApproximateNumberOfMessages).toBe('1');
});

function verified(fields: Record<string, unknown>, algorithm: string, pem: string): boolean {
  const text = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
    .filter((name) => fields[name] !== undefined)
    .map((name) => `${name}\n${String(fields[name])}\n`)
    .join('');
  return createVerify(algorithm).update(text).verify(pem, String(fields.Signature), 'base64');
}
