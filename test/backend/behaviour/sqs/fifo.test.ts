import { createHash } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { bodies, counts, receive, receiveOne, refusal, send } from '../../../support/sqs-calls.ts';

const FIFO = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
const EXPLICIT = { FifoQueue: 'true' };

/** Sends `a1`, `a2`, `b1`...: the letter is the group. */
async function fill({ sqs }: Behaviour, url: string, ...names: string[]): Promise<void> {
  for (const name of names) await send(sqs, url, name, { MessageGroupId: name.slice(0, 1) });
}
const remove = ({ sqs }: Behaviour, QueueUrl: string, ReceiptHandle: string | undefined) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

behaviour('messages of a group come in the order sent', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'a2', 'a3');
  const order: string[] = [];
  for (let i = 0; i < 3; i++) {
    const message = await receiveOne(given.sqs, url);
    order.push(message.Body ?? '');
    await remove(given, url, message.ReceiptHandle);
  }
  expect(order).toEqual(['a1', 'a2', 'a3']);
});

behaviour('a group with a message in flight is locked', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'a2', 'b1');
  expect((await receiveOne(given.sqs, url)).Body).toBe('a1');
  expect(bodies(await receive(given.sqs, url))).toEqual(['b1']);
  expect(await receive(given.sqs, url)).toEqual([]);
});

behaviour('deleting the message in flight frees its group', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'a2');
  await remove(given, url, (await receiveOne(given.sqs, url)).ReceiptHandle);
  expect(bodies(await receive(given.sqs, url))).toEqual(['a2']);
});

behaviour(
  'a visibility timeout that ends frees the group, the message comes first again',
  {},
  async (given) => {
    const url = await given.queue({ ...FIFO, VisibilityTimeout: '1' });
    await fill(given, url, 'a1', 'a2');
    await receiveOne(given.sqs, url);
    await given.clock.pass(1100);
    expect((await receiveOne(given.sqs, url)).Body).toBe('a1');
  },
);

behaviour('visibility 0 frees the group, the message comes first again', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'a2');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  const release = { QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 };
  await given.sqs.send(new ChangeMessageVisibilityCommand(release));
  expect((await receiveOne(given.sqs, url)).Body).toBe('a1');
});

behaviour('a group stays locked until each of its messages in flight is free', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'a2', 'a3');
  const [first, second] = await receive(given.sqs, url, { MaxNumberOfMessages: 2 });
  await remove(given, url, first?.ReceiptHandle);
  expect(await receive(given.sqs, url)).toEqual([]);
  await remove(given, url, second?.ReceiptHandle);
  expect(bodies(await receive(given.sqs, url))).toEqual(['a3']);
});

behaviour('a batch is filled from one group', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'a2', 'a3', 'a4');
  expect(bodies(await receive(given.sqs, url))).toEqual(['a1', 'a2', 'a3', 'a4']);
});

behaviour('a batch takes as many as it can from one group, then from the next', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'b1', 'a2', 'b2');
  expect(bodies(await receive(given.sqs, url, { MaxNumberOfMessages: 3 }))).toEqual(['a1', 'a2', 'b1']);
});

behaviour('a free group wakes a long poll', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'a2');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  const poll = receive(given.sqs, url, { WaitTimeSeconds: 20 });
  await given.polling(url, 1);
  await remove(given, url, ReceiptHandle);
  expect(bodies(await poll)).toEqual(['a2']);
});

behaviour(
  'a FIFO message carries group, deduplication id and sequence number',
  {},
  async ({ sqs, queue }) => {
    const url = await queue(EXPLICIT);
    const sent = await send(sqs, url, 'x', { MessageGroupId: 'g', MessageDeduplicationId: 'd' });
    expect(sent.SequenceNumber).toMatch(/^\d{20}$/);
    expect((await receiveOne(sqs, url)).Attributes).toMatchObject({
      MessageGroupId: 'g',
      MessageDeduplicationId: 'd',
      SequenceNumber: sent.SequenceNumber,
    });
  },
);

behaviour('sequence numbers grow', {}, async ({ sqs, queue }) => {
  const url = await queue(FIFO);
  const numbers: bigint[] = [];
  for (let i = 0; i < 5; i++) {
    numbers.push(BigInt((await send(sqs, url, `${i}`, { MessageGroupId: 'g' })).SequenceNumber ?? 0));
  }
  expect(numbers).toEqual([...numbers].sort((a, b) => (a < b ? -1 : 1)));
  expect(new Set(numbers).size).toBe(5);
});

behaviour('without content-based deduplication an id is needed', {}, async ({ sqs, queue }) => {
  const sent = send(sqs, await queue(EXPLICIT), 'x', { MessageGroupId: 'g' });
  expect(await refusal(sent)).toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
});

behaviour('a message without group is MissingParameter', {}, async ({ sqs, queue }) => {
  expect(await refusal(send(sqs, await queue(FIFO), 'x'))).toMatchObject({
    name: 'MissingParameter',
    message: 'The request must contain the parameter MessageGroupId.',
  });
});

behaviour('a batch entry without group is InvalidParameterValue', {}, async ({ sqs, queue }) => {
  const Entries = [
    { Id: 'good', MessageBody: 'x', MessageGroupId: 'g' },
    { Id: 'bad', MessageBody: 'x' },
  ];
  const { Successful, Failed } = await sqs.send(
    new SendMessageBatchCommand({ QueueUrl: await queue(FIFO), Entries }),
  );
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(Failed).toMatchObject([
    {
      Id: 'bad',
      Code: 'InvalidParameterValue',
      Message: 'The request must contain the parameter MessageGroupId.',
    },
  ]);
});

for (const [what, id] of [
  ['with a space', 'a b'],
  ['beyond ASCII', 'ä'],
  ['of 129 characters', 'x'.repeat(129)],
] as const) {
  behaviour(`a group id ${what} is refused`, {}, async ({ sqs, queue }) => {
    const refused = await refusal(send(sqs, await queue(FIFO), 'x', { MessageGroupId: id }));
    expect(refused).toMatchObject({
      name: 'InvalidParameterValue',
      message: `Value ${id} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    });
  });
}

behaviour('a group id may have 128 characters and all punctuation', {}, async ({ sqs, queue }) => {
  const MessageGroupId = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'.padEnd(128, 'x');
  await send(sqs, await queue(FIFO), 'x', { MessageGroupId });
});

behaviour('a delay of a message is refused on FIFO', {}, async ({ sqs, queue }) => {
  const sent = send(sqs, await queue(FIFO), 'x', { MessageGroupId: 'g', DelaySeconds: 1 });
  expect(await refusal(sent)).toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringContaining('not valid for this queue type') as string,
  });
});

behaviour('a delay of the queue holds on FIFO', {}, async (given) => {
  const url = await given.queue({ ...FIFO, DelaySeconds: '5' });
  await fill(given, url, 'a1');
  expect(await receive(given.sqs, url)).toEqual([]);
  await given.clock.pass(5100);
  expect(bodies(await receive(given.sqs, url))).toEqual(['a1']);
});

behaviour('a new delay holds for what a FIFO queue has, too', {}, async (given) => {
  const url = await given.queue({ ...FIFO, DelaySeconds: '900' });
  await fill(given, url, 'a1');
  const wish = { QueueUrl: url, Attributes: { DelaySeconds: '0' } };
  await given.sqs.send(new SetQueueAttributesCommand(wish));
  expect(bodies(await receive(given.sqs, url))).toEqual(['a1']);
});

behaviour('a duplicate is answered with success and not stored', {}, async ({ sqs, queue }) => {
  const url = await queue(EXPLICIT);
  const ids = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  const first = await send(sqs, url, 'x', ids);
  const second = await send(sqs, url, 'other body', ids);
  expect([second.MessageId, second.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  expect(bodies(await receive(sqs, url))).toEqual(['x']);
});

behaviour(
  'content-based deduplication takes the SHA-256 of the body, attributes left out',
  {},
  async ({ sqs, queue }) => {
    const url = await queue(FIFO);
    await send(sqs, url, 'same', { MessageGroupId: 'g' });
    const attribute = { a: { DataType: 'String', StringValue: 'v' } };
    await send(sqs, url, 'same', { MessageGroupId: 'g', MessageAttributes: attribute });
    const messages = await receive(sqs, url);
    expect(messages).toHaveLength(1);
    const id = createHash('sha256').update('same').digest('hex');
    expect(messages[0]?.Attributes?.['MessageDeduplicationId']).toBe(id);
  },
);

behaviour('an explicit id goes before the content', {}, async ({ sqs, queue }) => {
  const url = await queue(FIFO);
  for (const id of ['d1', 'd2'])
    await send(sqs, url, 'same', { MessageGroupId: 'g', MessageDeduplicationId: id });
  expect((await counts(sqs, url)).visible).toBe(2);
});

behaviour('in scope queue an id counts over all groups', {}, async ({ sqs, queue }) => {
  const url = await queue(EXPLICIT);
  for (const MessageGroupId of ['g', 'h'])
    await send(sqs, url, 'x', { MessageGroupId, MessageDeduplicationId: 'd' });
  expect((await counts(sqs, url)).visible).toBe(1);
});

behaviour('in scope messageGroup an id counts within its group', {}, async ({ sqs, queue }) => {
  const url = await queue({ ...EXPLICIT, DeduplicationScope: 'messageGroup' });
  for (const MessageGroupId of ['g', 'h', 'g']) {
    await send(sqs, url, 'x', { MessageGroupId, MessageDeduplicationId: 'd' });
  }
  expect((await counts(sqs, url)).visible).toBe(2);
});

behaviour('a deleted message still swallows its duplicate', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1');
  await remove(given, url, (await receiveOne(given.sqs, url)).ReceiptHandle);
  await fill(given, url, 'a1');
  expect(await receive(given.sqs, url)).toEqual([]);
});

behaviour('five minutes after the first send the id is free again', { needsClock: true }, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1');
  await given.clock.pass(200_000);
  await fill(given, url, 'a1');
  await given.clock.pass(99_999);
  await fill(given, url, 'a1');
  expect((await counts(given.sqs, url)).visible).toBe(1);
  await given.clock.pass(1);
  await fill(given, url, 'a1');
  expect((await counts(given.sqs, url)).visible).toBe(2);
});

behaviour('deleting after the visibility timeout is refused on FIFO', {}, async (given) => {
  const url = await given.queue({ ...FIFO, VisibilityTimeout: '1' });
  await fill(given, url, 'a1');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  await given.clock.pass(1100);
  expect(await refusal(remove(given, url, ReceiptHandle))).toMatchObject({
    name: 'InvalidParameterValue',
    message: `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  });
});

behaviour('the same ReceiveRequestAttemptId gives the same messages and handles', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1', 'a2');
  const wish = { ReceiveRequestAttemptId: 'attempt-1' };
  const first = await receive(given.sqs, url, wish);
  const again = await receive(given.sqs, url, wish);
  const shown = (messages: typeof first) => messages.map(({ Body, ReceiptHandle }) => [Body, ReceiptHandle]);
  expect(again).toHaveLength(2);
  expect(shown(again)).toEqual(shown(first));
});

// A loaded server answers too late for windows of a second.
behaviour('a repeated attempt renews the visibility', { needsClock: true }, async (given) => {
  const url = await given.queue({ ...FIFO, VisibilityTimeout: '2' });
  await fill(given, url, 'a1');
  const wish = { ReceiveRequestAttemptId: 'attempt-1' };
  await receive(given.sqs, url, wish);
  await given.clock.pass(1500);
  await receive(given.sqs, url, wish);
  await given.clock.pass(1000);
  expect((await counts(given.sqs, url)).inFlight).toBe(1);
});

behaviour('another attempt id gets nothing of a locked group', {}, async (given) => {
  const url = await given.queue(FIFO);
  await fill(given, url, 'a1');
  await receive(given.sqs, url, { ReceiveRequestAttemptId: 'attempt-1' });
  expect(await receive(given.sqs, url, { ReceiveRequestAttemptId: 'attempt-2' })).toEqual([]);
});
