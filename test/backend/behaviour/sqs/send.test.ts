import { createHash } from 'node:crypto';
import {
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { bodies, counts, receive, receiveOne, refusal, send } from '../../../support/sqs-calls.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });

behaviour('SendMessage answers with a UUID and the MD5 of the body', {}, async ({ sqs, queue }) => {
  const sent = await send(sqs, await queue(), 'hello');
  expect(sent.MessageId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(sent.MD5OfMessageBody).toBe(md5('hello'));
  expect([sent.MD5OfMessageAttributes, sent.SequenceNumber]).toEqual([undefined, undefined]);
});

behaviour('the MD5 of attributes is that of AWS, custom types included', {}, async ({ sqs, queue }) => {
  const url = await queue();
  const recorded = [
    [{ MyAttribute: text('foobar') }, 'adb59cd4678ea5a855436b949cd07ab6'],
    [{ timestamp: text('1493147359900', 'Number') }, '235c5c510d26fb653d073faed50ae77c'],
    [
      { Hello: text('There'), 'Help.Me': text('Me'), General: text('Kenobi') },
      '4c360f3fdafd970e05fae2f149d997f5',
    ],
    [
      {
        attr1: {
          DataType: 'Binary',
          BinaryValue: Buffer.from('traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01'),
        },
      },
      '8cbe4db156db8a94db8b801b7addb984',
    ],
  ] as const;
  for (const [MessageAttributes, digest] of recorded) {
    expect((await send(sqs, url, 'x', { MessageAttributes })).MD5OfMessageAttributes).toBe(digest);
  }
});

behaviour('the MD5 of system attributes covers the trace header', {}, async ({ sqs, queue }) => {
  const header = text('Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1');
  const sent = await send(sqs, await queue(), 'x', { MessageSystemAttributes: { AWSTraceHeader: header } });
  expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
});

behaviour('a body goes through unchanged, line ends and Korean included', {}, async ({ sqs, queue }) => {
  const url = await queue();
  const body = '{"a": 12345678901234567890,\r\n\t"a": 1.0, "이름": "강물"}';
  await send(sqs, url, body);
  expect((await receiveOne(sqs, url)).Body).toBe(body);
});

behaviour('characters beyond the basic plane are allowed', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await send(sqs, url, 'dam 🏞 \u{10FFFF}');
  expect((await receiveOne(sqs, url)).Body).toBe('dam 🏞 \u{10FFFF}');
});

for (const [what, character] of [
  ['a control character', '\u0001'],
  ['a form feed', '\f'],
  ['U+FFFE', '\uFFFE'],
  ['U+FFFF', '\uFFFF'],
] as const) {
  behaviour(`a body with ${what} is refused`, {}, async ({ sqs, queue }) => {
    const sent = send(sqs, await queue(), `a${character}b`);
    expect(await refusal(sent)).toMatchObject({ name: 'InvalidMessageContents', status: 400 });
  });
}

behaviour('an empty body is refused', {}, async ({ sqs, queue }) => {
  expect(await refusal(send(sqs, await queue(), ''))).toMatchObject({
    name: 'MissingParameter',
    status: 400,
    message: 'The request must contain the parameter MessageBody.',
  });
});

behaviour('1 MiB is accepted and one byte more is refused', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await send(sqs, url, 'x'.repeat(1_048_576));
  expect(await refusal(send(sqs, url, 'x'.repeat(1_048_577)))).toMatchObject({
    name: 'InvalidParameterValue',
    message: 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
  });
});

behaviour('size is counted in bytes of UTF-8', {}, async ({ sqs, queue }) => {
  const url = await queue({ MaximumMessageSize: '1026' });
  await send(sqs, url, '강'.repeat(342));
  expect((await refusal(send(sqs, url, '강'.repeat(343)))).name).toBe('InvalidParameterValue');
});

behaviour('names, types and values of attributes count to the size', {}, async ({ sqs, queue }) => {
  const url = await queue({ MaximumMessageSize: '1024' });
  const MessageAttributes = { name: text('v') };
  await send(sqs, url, 'x'.repeat(1024 - 11), { MessageAttributes });
  expect((await refusal(send(sqs, url, 'x'.repeat(1024 - 10), { MessageAttributes }))).name).toBe(
    'InvalidParameterValue',
  );
});

behaviour('the trace header does not count to the size', {}, async ({ sqs, queue }) => {
  const url = await queue({ MaximumMessageSize: '1024' });
  const header = text('Root=1-5759e988-bd862e3fe1be46a994272793');
  await send(sqs, url, 'x'.repeat(1024), { MessageSystemAttributes: { AWSTraceHeader: header } });
});

behaviour('a system attribute other than AWSTraceHeader is refused', {}, async ({ sqs, queue }) => {
  const MessageSystemAttributes = { Other: text('x') } as Record<
    string,
    { DataType: string; StringValue: string }
  >;
  const sent = send(sqs, await queue(), 'x', { MessageSystemAttributes });
  expect((await refusal(sent)).name).toBe('InvalidParameterValue');
});

behaviour('ten attributes are accepted and eleven are refused', {}, async ({ sqs, queue }) => {
  const url = await queue();
  const some = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, text('v')]));
  await send(sqs, url, 'x', { MessageAttributes: some(10) });
  const eleven = send(sqs, url, 'x', { MessageAttributes: some(11) });
  expect(await refusal(eleven)).toMatchObject({ name: 'InvalidParameterValue', status: 400 });
});

for (const name of ['AWS.x', 'amazon.x', '.x', 'x.', 'a..b', 'a b', 'ä', 'x'.repeat(257)]) {
  behaviour(
    `an attribute named ${name.slice(0, 10)} (${name.length}) is refused`,
    {},
    async ({ sqs, queue }) => {
      const sent = send(sqs, await queue(), 'x', { MessageAttributes: { [name]: text('v') } });
      expect((await refusal(sent)).name).toBe('InvalidParameterValue');
    },
  );
}

behaviour('an attribute name may have 256 letters, digits, _, - and .', {}, async ({ sqs, queue }) => {
  const url = await queue();
  const name = `a_-.${'Z9'.repeat(126)}`;
  await send(sqs, url, 'x', { MessageAttributes: { [name]: text('v') } });
  expect(Object.keys((await receiveOne(sqs, url)).MessageAttributes ?? {})).toEqual([name]);
});

for (const [what, attribute] of [
  ['of an unknown type', text('v', 'Text')],
  ['without a value', { DataType: 'String' }],
  ['with an empty value', text('')],
  ['with an empty type', text('v', '')],
  ['that is no number', text('seven', 'Number')],
  ['with a control character', text('a\u0001b')],
] as const) {
  behaviour(`an attribute ${what} is refused`, {}, async ({ sqs, queue }) => {
    const sent = send(sqs, await queue(), 'x', { MessageAttributes: { a: attribute } });
    expect(await refusal(sent)).toMatchObject({ name: 'InvalidParameterValue', status: 400 });
  });
}

behaviour('an empty attribute value is refused in the words of AWS', {}, async ({ sqs, queue }) => {
  const sent = send(sqs, await queue(), 'x', { MessageAttributes: { a: text('') } });
  expect((await refusal(sent)).message).toContain("must contain a non-empty value of type 'String'");
});

behaviour('custom types and binary values come back as they were sent', {}, async ({ sqs, queue }) => {
  const url = await queue();
  const MessageAttributes = {
    count: text('42', 'Number.int'),
    kind: text('x', 'String.my-kind'),
    picture: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 1, 254, 255) },
  };
  await send(sqs, url, 'x', { MessageAttributes });
  expect((await receiveOne(sqs, url)).MessageAttributes).toMatchObject(MessageAttributes);
});

behaviour('a delayed message is invisible, then visible', {}, async ({ sqs, queue, clock }) => {
  const url = await queue();
  await send(sqs, url, 'later', { DelaySeconds: 1 });
  expect(await receive(sqs, url)).toEqual([]);
  expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 1 });
  await clock.pass(1100);
  expect(bodies(await receive(sqs, url))).toEqual(['later']);
});

behaviour('a delay of the message replaces the delay of the queue', {}, async ({ sqs, queue }) => {
  const url = await queue({ DelaySeconds: '900' });
  await send(sqs, url, 'now', { DelaySeconds: 0 });
  await send(sqs, url, 'later');
  expect(bodies(await receive(sqs, url))).toEqual(['now']);
});

for (const DelaySeconds of [-1, 901]) {
  behaviour(`a delay of ${DelaySeconds} s is refused`, {}, async ({ sqs, queue }) => {
    expect(await refusal(send(sqs, await queue(), 'x', { DelaySeconds }))).toMatchObject({
      name: 'InvalidParameterValue',
      message: `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    });
  });
}

behaviour(
  'a longer queue delay does not touch what a standard queue holds',
  { needsClock: true },
  async (given) => {
    const { sqs, queue } = given;
    const url = await queue({ DelaySeconds: '10' });
    await send(sqs, url, 'before');
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { DelaySeconds: '100' } }));
    await send(sqs, url, 'after');
    await given.clock.pass(10_000);
    expect(bodies(await receive(sqs, url))).toEqual(['before']);
  },
);

behaviour('a group id on a standard queue is kept', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await send(sqs, url, 'x', { MessageGroupId: 'tenant-1' });
  expect((await receiveOne(sqs, url)).Attributes).toMatchObject({ MessageGroupId: 'tenant-1' });
});

behaviour('a group id on a standard queue locks nothing', {}, async ({ sqs, queue }) => {
  const url = await queue();
  for (const body of ['a', 'b']) await send(sqs, url, body, { MessageGroupId: 'tenant-1' });
  await receiveOne(sqs, url);
  expect(bodies([await receiveOne(sqs, url)])).toHaveLength(1);
});

behaviour('a deduplication id on a standard queue is refused', {}, async ({ sqs, queue }) => {
  const sent = send(sqs, await queue(), 'x', { MessageDeduplicationId: 'once' });
  expect(await refusal(sent)).toMatchObject({ name: 'InvalidParameterValue', status: 400 });
});

behaviour('quiet groups are served before a noisy one', {}, async ({ sqs, queue }) => {
  const url = await queue();
  for (let batch = 0; batch < 4; batch++) {
    const Entries = Array.from({ length: 10 }, (_, i) => ({
      Id: `n${i}`,
      MessageBody: 'noisy',
      MessageGroupId: 'noisy',
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  }
  for (let i = 0; i < 2; i++) await receive(sqs, url);
  await send(sqs, url, 'quiet', { MessageGroupId: 'quiet' });
  expect(bodies([await receiveOne(sqs, url)])).toEqual(['quiet']);
  expect(bodies(await receive(sqs, url))).toEqual(Array.from({ length: 10 }, () => 'noisy'));
});

const batch = ({ sqs }: Behaviour, QueueUrl: string, Entries: SendMessageBatchRequestEntry[]) =>
  sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

behaviour('a batch of ten is stored, each entry answered by its id', {}, async (given) => {
  const url = await given.queue();
  const Entries = Array.from({ length: 10 }, (_, i) => ({ Id: `id-${i}`, MessageBody: `body-${i}` }));
  const { Successful = [], Failed } = await batch(given, url, Entries);
  expect([Successful.map(({ Id }) => Id), Failed ?? []]).toEqual([Entries.map(({ Id }) => Id), []]);
  expect(Successful[3]?.MD5OfMessageBody).toBe(md5('body-3'));
  expect((await counts(given.sqs, url)).visible).toBe(10);
});

behaviour('an entry that fails leaves the others unharmed', {}, async (given) => {
  const url = await given.queue();
  const { Successful, Failed } = await batch(given, url, [
    { Id: 'good', MessageBody: 'x' },
    { Id: 'bad', MessageBody: 'x\u0001' },
  ]);
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidMessageContents' }]);
  expect((await counts(given.sqs, url)).visible).toBe(1);
});

behaviour('a delay out of range fails its entry only', {}, async (given) => {
  const url = await given.queue();
  const { Successful, Failed } = await batch(given, url, [
    { Id: 'good', MessageBody: 'x', DelaySeconds: 0 },
    { Id: 'bad', MessageBody: 'x', DelaySeconds: 901 },
  ]);
  expect([Successful?.[0]?.Id, Failed?.[0]]).toMatchObject([
    'good',
    { Id: 'bad', Code: 'InvalidParameterValue' },
  ]);
});

for (const [what, Entries, name, message] of [
  [
    'an empty batch',
    [],
    'EmptyBatchRequest',
    'There should be at least one SendMessageBatchRequestEntry in the request.',
  ],
  [
    'a batch of eleven',
    Array.from({ length: 11 }, (_, i) => ({ Id: `i${i}`, MessageBody: 'x' })),
    'TooManyEntriesInBatchRequest',
    'Maximum number of entries per request are 10. You have sent 11.',
  ],
  [
    'a batch with an id twice',
    [
      { Id: 'a', MessageBody: 'x' },
      { Id: 'a', MessageBody: 'y' },
    ],
    'BatchEntryIdsNotDistinct',
    'Id a repeated.',
  ],
  [
    'a batch with an id with a dot',
    [{ Id: 'a.b', MessageBody: 'x' }],
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  ],
] as const) {
  behaviour(`${what} is refused as a whole`, {}, async (given) => {
    const refused = await refusal(batch(given, await given.queue(), [...Entries]));
    expect(refused).toEqual({ name, code: `AWS.SimpleQueueService.${name}`, status: 400, message });
  });
}

behaviour('an id of 81 characters is refused', {}, async (given) => {
  const sent = batch(given, await given.queue(), [{ Id: 'a'.repeat(81), MessageBody: 'x' }]);
  expect((await refusal(sent)).name).toBe('InvalidBatchEntryId');
});

behaviour('a batch over 1 MiB is refused as a whole', {}, async (given) => {
  const url = await given.queue();
  const half = 'x'.repeat(524_288);
  await batch(given, url, [
    { Id: 'a', MessageBody: half },
    { Id: 'b', MessageBody: half },
  ]);
  const over = batch(given, url, [
    { Id: 'a', MessageBody: half },
    { Id: 'b', MessageBody: `${half}x` },
  ]);
  expect(await refusal(over)).toEqual({
    name: 'BatchRequestTooLong',
    code: 'AWS.SimpleQueueService.BatchRequestTooLong',
    status: 400,
    message: 'Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.',
  });
});

behaviour('an entry over MaximumMessageSize fails by itself', {}, async (given) => {
  const url = await given.queue({ MaximumMessageSize: '1024' });
  const { Successful, Failed } = await batch(given, url, [
    { Id: 'good', MessageBody: 'x' },
    { Id: 'bad', MessageBody: 'x'.repeat(1025) },
  ]);
  expect([Successful?.[0]?.Id, Failed?.[0]]).toMatchObject([
    'good',
    { Id: 'bad', Code: 'InvalidParameterValue' },
  ]);
});
