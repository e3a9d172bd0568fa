import {
  PublishBatchCommand,
  PublishCommand,
  type PublishBatchRequestEntry,
  type PublishCommandInput,
} from '@aws-sdk/client-sns';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { delivered, FIFO, publish, subscribedQueue, texts, topic } from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

const RAW = { RawMessageDelivery: 'true' };

const refusedPublish = async (given: Behaviour, Message: string, more: Partial<PublishCommandInput> = {}) =>
  refusal(publish(given.sns, await topic(given), Message, more));

behaviour('an empty message is refused', {}, async (given) => {
  expect(await refusedPublish(given, '')).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: Empty message',
  });
});

const wrongSubjects: Array<[name: string, subject: string]> = [
  ['empty', ''],
  ['of 100 characters', 'x'.repeat(100)],
  ['of two lines', 'a\nb'],
];
for (const [name, Subject] of wrongSubjects)
  behaviour(`a subject is refused that is ${name}`, {}, async (given) => {
    expect(await refusedPublish(given, 'x', { Subject })).toMatchObject({
      message: 'Invalid parameter: Subject',
    });
  });

behaviour('a subject may have 99 characters of any language', {}, async (given) => {
  const arn = await topic(given);
  await publish(given.sns, arn, 'x', { Subject: '제'.repeat(99) });
});

behaviour('a topic that does not exist cannot be published to', {}, async ({ sns }) => {
  expect(await refusal(publish(sns, 'arn:aws:sns:us-east-1:000000000000:nowhere', 'x'))).toMatchObject({
    name: 'NotFoundException',
    status: 404,
    message: 'Topic does not exist',
  });
});

behaviour('a publish needs a target', {}, async ({ sns }) => {
  expect(await refusal(sns.send(new PublishCommand({ Message: 'x' })))).toMatchObject({
    message: 'Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter',
  });
});

behaviour('TargetArn may name a topic', {}, async (given) => {
  const TargetArn = await topic(given);
  const { url } = await subscribedQueue(given, TargetArn, RAW);
  await given.sns.send(new PublishCommand({ TargetArn, Message: 'x' }));
  expect(await delivered(given, url)).toEqual(['x']);
});

behaviour('a phone number must be one', {}, async ({ sns }) => {
  expect(await refusal(sns.send(new PublishCommand({ PhoneNumber: 'home', Message: 'x' })))).toMatchObject({
    message: 'Invalid parameter: PhoneNumber Reason: home is not valid to publish to',
  });
});

behaviour('a message of 256 KiB is accepted, a byte more is not', {}, async (given) => {
  const arn = await topic(given);
  await publish(given.sns, arn, 'x'.repeat(262_144));
  expect(await refusal(publish(given.sns, arn, 'x'.repeat(262_145)))).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: Message too long',
  });
});

behaviour('a size counts bytes, not characters', {}, async (given) => {
  expect((await refusedPublish(given, '한'.repeat(87_382))).message).toBe(
    'Invalid parameter: Message too long',
  );
});

behaviour('attributes count toward the size', {}, async (given) => {
  const MessageAttributes = texts({ abc: 'y'.repeat(91) });
  const arn = await topic(given);
  await publish(given.sns, arn, 'x'.repeat(262_144 - 100), { MessageAttributes });
  expect(
    (await refusal(publish(given.sns, arn, 'x'.repeat(262_144 - 99), { MessageAttributes }))).message,
  ).toBe('Invalid parameter: Message too long');
});

behaviour('a topic with a larger MaximumMessageSize takes up to 1 MiB', {}, async (given) => {
  const arn = await topic(given, { MaximumMessageSize: '1048576' });
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, 'x'.repeat(1_000_000));
  expect((await delivered(given, url)).map((body) => body.length)).toEqual([1_000_000]);
});

const wrongNames: Array<[name: string, message: string]> = [
  ['.start', "Invalid message attribute name starting with character '.' was found."],
  ['end.', "Invalid message attribute name ending with character '.' was found."],
  ['a..b', "Message attribute name can not have successive '.' character."],
  [
    'a b',
    "Invalid non-alphanumeric character '#x20' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
  ],
  ['x'.repeat(256), 'Length of message attribute name must be less than 256 bytes.'],
];
for (const [name, message] of wrongNames)
  behaviour(`a message attribute cannot be called "${name.slice(0, 8)}"`, {}, async (given) => {
    expect(await refusedPublish(given, 'x', { MessageAttributes: texts({ [name]: 'y' }) })).toMatchObject({
      name: 'InvalidParameterValueException',
      code: 'ParameterValueInvalid',
      message,
    });
  });

behaviour('a message attribute must have a known type', {}, async (given) => {
  const MessageAttributes = { a: { DataType: 'Text', StringValue: 'x' } };
  expect(await refusedPublish(given, 'x', { MessageAttributes })).toMatchObject({
    message:
      "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  });
});

behaviour('a message attribute must have a value', {}, async (given) => {
  const MessageAttributes = { a: { DataType: 'String', StringValue: '' } };
  expect(await refusedPublish(given, 'x', { MessageAttributes })).toMatchObject({
    message:
      "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
  });
});

behaviour('a message attribute of type Binary needs a binary value', {}, async (given) => {
  const MessageAttributes = { a: { DataType: 'Binary', StringValue: 'x' } };
  expect(await refusedPublish(given, 'x', { MessageAttributes })).toMatchObject({
    message: "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
  });
});

behaviour('a message attribute may be called __proto__', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, { FilterPolicy: '{"__proto__":["x"]}' });
  const MessageAttributes = JSON.parse(
    '{"__proto__":{"DataType":"String","StringValue":"x"}}',
  ) as NonNullable<PublishCommandInput['MessageAttributes']>;
  await publish(given.sns, arn, 'x', { MessageAttributes });
  expect(await delivered(given, url)).toHaveLength(1);
});

const wrongStructures: Array<[name: string, message: string, text: string]> = [
  [
    'text that is no JSON',
    'plain',
    'Invalid parameter: Message Structure - JSON message body failed to parse',
  ],
  ['a list', '["default"]', 'Invalid parameter: Message Structure - JSON message body failed to parse'],
  [
    'no default',
    '{"sqs":"x"}',
    'Invalid parameter: Message Structure - No default entry in JSON message body',
  ],
  [
    'a default that is no text',
    '{"default":1}',
    'Invalid parameter: Message Structure - No default entry in JSON message body',
  ],
];
for (const [name, message, text] of wrongStructures)
  behaviour(`MessageStructure json refuses ${name}`, {}, async (given) => {
    expect(await refusedPublish(given, message, { MessageStructure: 'json' })).toMatchObject({
      message: text,
    });
  });

behaviour('MessageStructure json refuses a key that is there twice', {}, async (given) => {
  const { name } = await refusedPublish(given, '{"default":"a","default":"b"}', { MessageStructure: 'json' });
  expect(name).toBe('InvalidParameterException');
});

behaviour('a standard topic takes no deduplication id', {}, async (given) => {
  expect(await refusedPublish(given, 'x', { MessageDeduplicationId: 'd' })).toMatchObject({
    message:
      'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
  });
});

const batch = async (given: Behaviour, TopicArn: string, entries: PublishBatchRequestEntry[]) =>
  given.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));

behaviour('a batch publishes every entry', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  const entries = Array.from({ length: 10 }, (_, index) => ({ Id: `id-${index}`, Message: `m${index}` }));
  const { Successful = [], Failed } = await batch(given, arn, entries);
  expect(Successful.map(({ Id }) => Id)).toEqual(entries.map(({ Id }) => Id));
  expect(new Set(Successful.map(({ MessageId }) => MessageId)).size).toBe(10);
  expect(Failed).toEqual([]);
  expect((await delivered(given, url)).sort()).toEqual(entries.map(({ Message }) => Message));
});

behaviour('entries of a batch have attributes and subjects of their own', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, { FilterPolicy: '{"event":["placed"]}' });
  await batch(given, arn, [
    { Id: 'a', Message: 'yes', Subject: 's', MessageAttributes: texts({ event: 'placed' }) },
    { Id: 'b', Message: 'no', MessageAttributes: texts({ event: 'paid' }) },
  ]);
  const [body = '', ...more] = await delivered(given, url);
  expect(more).toEqual([]);
  expect(JSON.parse(body)).toMatchObject({ Message: 'yes', Subject: 's' });
});

const wrongBatches: Array<[name: string, error: string, entries: PublishBatchRequestEntry[]]> = [
  [
    'of eleven entries',
    'TooManyEntriesInBatchRequestException',
    Array.from({ length: 11 }, (_, index) => ({ Id: `${index}`, Message: 'x' })),
  ],
  [
    'with an id twice',
    'BatchEntryIdsNotDistinctException',
    [
      { Id: 'a', Message: 'x' },
      { Id: 'a', Message: 'y' },
    ],
  ],
  ['with an odd id', 'InvalidBatchEntryIdException', [{ Id: 'a b', Message: 'x' }]],
  ['with an id of 81 characters', 'InvalidBatchEntryIdException', [{ Id: 'a'.repeat(81), Message: 'x' }]],
  ['of nothing', 'EmptyBatchRequestException', []],
  [
    'of more than 256 KiB in all',
    'BatchRequestTooLongException',
    [
      { Id: 'a', Message: 'x'.repeat(200_000) },
      { Id: 'b', Message: 'x'.repeat(100_000) },
    ],
  ],
];
for (const [name, error, entries] of wrongBatches)
  behaviour(`a batch is refused ${name}`, {}, async (given) => {
    expect((await refusal(batch(given, await topic(given), entries))).name).toBe(error);
  });

behaviour('a batch with one malformed entry is refused as a whole', {}, async (given) => {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, RAW);
  const entries = [
    { Id: 'a', Message: 'fine' },
    { Id: 'b', Message: 'x', MessageAttributes: texts({ '.bad': 'x' }) },
  ];
  expect((await refusal(batch(given, arn, entries))).name).toBe('InvalidParameterValueException');
  expect(await delivered(given, url)).toEqual([]);
});

behaviour('a batch for a FIFO topic needs a group for every entry', {}, async (given) => {
  const entries = [
    { Id: 'a', Message: 'x', MessageGroupId: 'g' },
    { Id: 'b', Message: 'y' },
  ];
  expect((await refusal(batch(given, await topic(given, FIFO), entries))).message).toBe(
    'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
  );
});

behaviour('a batch for a FIFO topic gives sequence numbers', {}, async (given) => {
  const entries = ['a', 'b'].map((Id) => ({ Id, Message: Id, MessageGroupId: 'g' }));
  const { Successful = [] } = await batch(given, await topic(given, FIFO), entries);
  const [first = '', second = ''] = Successful.map(({ SequenceNumber = '' }) => SequenceNumber);
  expect(BigInt(second) > BigInt(first)).toBe(true);
});
