import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { bodies, counts, receive, receiveOne, refusal, send } from '../../../support/sqs-calls.ts';

type Given = Pick<Behaviour, 'sqs'>;
const change = (
  { sqs }: Given,
  QueueUrl: string,
  ReceiptHandle: string | undefined,
  VisibilityTimeout: number,
) => sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
const remove = ({ sqs }: Given, QueueUrl: string, ReceiptHandle: string | undefined) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

behaviour('a received message is hidden for the visibility timeout', {}, async ({ sqs, queue, clock }) => {
  const url = await queue({ VisibilityTimeout: '1' });
  await send(sqs, url, 'x');
  await receiveOne(sqs, url);
  expect(await receive(sqs, url)).toEqual([]);
  await clock.pass(1100);
  expect(bodies(await receive(sqs, url))).toEqual(['x']);
});

behaviour('counts are true at any moment, without a receive', {}, async ({ sqs, queue, clock }) => {
  const url = await queue({ VisibilityTimeout: '3' });
  await send(sqs, url, 'held');
  await receiveOne(sqs, url);
  await send(sqs, url, 'delayed', { DelaySeconds: 3 });
  expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 1, delayed: 1 });
  await clock.pass(3500);
  expect(await counts(sqs, url)).toEqual({ visible: 2, inFlight: 0, delayed: 0 });
});

behaviour(
  'the visibility timeout of a receive replaces that of the queue',
  {},
  async ({ sqs, queue, clock }) => {
    const url = await queue({ VisibilityTimeout: '3600' });
    await send(sqs, url, 'x');
    await receiveOne(sqs, url, { VisibilityTimeout: 1 });
    await clock.pass(1100);
    expect(bodies(await receive(sqs, url))).toEqual(['x']);
  },
);

behaviour('visibility 0 shows a message at once, its receive still counts', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  await change(given, url, ReceiptHandle, 0);
  expect(await counts(given.sqs, url)).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  expect((await receiveOne(given.sqs, url)).Attributes?.['ApproximateReceiveCount']).toBe('2');
});

behaviour('visibility 0 wakes a long poll', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  const poll = receive(given.sqs, url, { WaitTimeSeconds: 20 });
  await given.polling(url, 1);
  await change(given, url, ReceiptHandle, 0);
  expect(bodies(await poll)).toEqual(['x']);
});

behaviour('a new timeout counts from the change', {}, async (given) => {
  const url = await given.queue({ VisibilityTimeout: '3' });
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  await given.clock.pass(1000);
  await change(given, url, ReceiptHandle, 1);
  expect((await counts(given.sqs, url)).inFlight).toBe(1);
  await given.clock.pass(1100);
  expect((await counts(given.sqs, url)).visible).toBe(1);
});

behaviour('12 h after the receive is the most', { needsClock: true }, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url, { VisibilityTimeout: 43_200 });
  await given.clock.pass(3_600_000);
  await change(given, url, ReceiptHandle, 39_600);
  expect(await refusal(change(given, url, ReceiptHandle, 39_601))).toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'Value 39601 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
  });
});

behaviour('a timeout above 43200 is refused', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  expect((await refusal(change(given, url, ReceiptHandle, 43_201))).name).toBe('InvalidParameterValue');
});

behaviour('a message made visible is not in flight', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  await change(given, url, ReceiptHandle, 0);
  expect(await refusal(change(given, url, ReceiptHandle, 10))).toMatchObject({
    name: 'MessageNotInflight',
    code: 'AWS.SimpleQueueService.MessageNotInflight',
    status: 400,
  });
});

behaviour(
  'on a standard queue a handle whose time ran out still changes the visibility',
  {},
  async (given) => {
    const url = await given.queue();
    await send(given.sqs, url, 'x');
    const { ReceiptHandle } = await receiveOne(given.sqs, url, { VisibilityTimeout: 1 });
    await given.clock.pass(1100);
    await change(given, url, ReceiptHandle, 30);
  },
);

behaviour('the visibility of a deleted message cannot be changed', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  await remove(given, url, ReceiptHandle);
  expect(await refusal(change(given, url, ReceiptHandle, 10))).toMatchObject({
    name: 'InvalidParameterValue',
    message: `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  });
});

behaviour('a malformed handle is refused', {}, async (given) => {
  const url = await given.queue();
  for (const request of [() => change(given, url, 'garbage', 0), () => remove(given, url, 'garbage')]) {
    expect(await refusal(request())).toMatchObject({
      name: 'ReceiptHandleIsInvalid',
      status: 404,
      message: 'The input receipt handle "garbage" is not a valid receipt handle.',
    });
  }
});

behaviour('a handle of another queue is refused', {}, async (given) => {
  const [url, other] = [await given.queue(), await given.queue()];
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  expect((await refusal(remove(given, other, ReceiptHandle))).name).toBe('ReceiptHandleIsInvalid');
});

behaviour('a deleted message is gone for good', {}, async (given) => {
  const url = await given.queue({ VisibilityTimeout: '1' });
  await send(given.sqs, url, 'x');
  await remove(given, url, (await receiveOne(given.sqs, url)).ReceiptHandle);
  expect(await counts(given.sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  await given.clock.pass(1100);
  expect(await receive(given.sqs, url)).toEqual([]);
});

behaviour('deleting again is a success', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  await remove(given, url, ReceiptHandle);
  await remove(given, url, ReceiptHandle);
});

behaviour('on a standard queue a handle deletes after its time ran out', {}, async (given) => {
  const url = await given.queue();
  await send(given.sqs, url, 'm1');
  const { ReceiptHandle } = await receiveOne(given.sqs, url, { VisibilityTimeout: 1 });
  await given.clock.pass(1100);
  await remove(given, url, ReceiptHandle);
  expect(await counts(given.sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

behaviour(
  'a handle whose time ran out still deletes after another message was received',
  {},
  async (given) => {
    const url = await given.queue();
    await send(given.sqs, url, 'm1');
    // Received three times, it stands behind m2 when its time has run out.
    for (let i = 0; i < 2; i++) await receiveOne(given.sqs, url, { VisibilityTimeout: 0 });
    const { ReceiptHandle } = await receiveOne(given.sqs, url, { VisibilityTimeout: 1 });
    await send(given.sqs, url, 'm2');
    await given.clock.pass(1100);
    expect((await receiveOne(given.sqs, url)).Body).toBe('m2');
    await remove(given, url, ReceiptHandle);
    expect(await counts(given.sqs, url)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  },
);

behaviour('an old handle answers with success and deletes nothing', {}, async (given) => {
  const url = await given.queue({ VisibilityTimeout: '0' });
  await send(given.sqs, url, 'x');
  const { ReceiptHandle } = await receiveOne(given.sqs, url);
  await receiveOne(given.sqs, url);
  await remove(given, url, ReceiptHandle);
  expect((await counts(given.sqs, url)).visible).toBe(1);
});

behaviour('a batch changes visibility entry by entry', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await send(sqs, url, 'a');
  const { ReceiptHandle } = await receiveOne(sqs, url);
  const { Successful, Failed } = await sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl: url,
      Entries: [
        { Id: 'good', ReceiptHandle, VisibilityTimeout: 0 },
        { Id: 'bad', ReceiptHandle: 'garbage', VisibilityTimeout: 0 },
      ],
    }),
  );
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }]);
  expect((await counts(sqs, url)).visible).toBe(1);
});

behaviour('a batch deletes entry by entry', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await send(sqs, url, 'a');
  const { ReceiptHandle } = await receiveOne(sqs, url);
  const Entries = [
    { Id: 'good', ReceiptHandle },
    { Id: 'bad', ReceiptHandle: 'garbage' },
  ];
  const { Successful, Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }]);
  expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});

behaviour('empty batches of deletes and visibility changes are refused', {}, async ({ sqs, queue }) => {
  const QueueUrl = await queue();
  const requests = [
    () => sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [] })),
    () => sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: [] })),
  ];
  for (const request of requests) expect((await refusal(request())).name).toBe('EmptyBatchRequest');
});
