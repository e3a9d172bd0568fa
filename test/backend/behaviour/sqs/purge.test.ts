import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import { counts, receive, receiveOne, refusal, send } from '../../../support/sqs-calls.ts';

behaviour('a purge removes visible, delayed and in-flight messages', {}, async ({ sqs, queue, clock }) => {
  const url = await queue({ VisibilityTimeout: '1' });
  await send(sqs, url, 'held');
  await receiveOne(sqs, url);
  await send(sqs, url, 'visible');
  await send(sqs, url, 'delayed', { DelaySeconds: 1 });
  await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  await clock.pass(1100);
  expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect(await receive(sqs, url)).toEqual([]);
});

behaviour('a second purge within 60 s is refused', {}, async ({ sqs, queue }) => {
  const QueueUrl = await queue();
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await refusal(sqs.send(new PurgeQueueCommand({ QueueUrl })))).toEqual({
    name: 'PurgeQueueInProgress',
    code: 'AWS.SimpleQueueService.PurgeQueueInProgress',
    status: 403,
    message: `Only one PurgeQueue operation on ${QueueUrl.split('/').at(-1)} is allowed every 60 seconds.`,
  });
});

behaviour('a purge is possible again after 60 s', { needsClock: true }, async ({ sqs, queue, clock }) => {
  const QueueUrl = await queue();
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await clock.pass(60_000);
  await send(sqs, QueueUrl, 'x');
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect((await counts(sqs, QueueUrl)).visible).toBe(0);
});

behaviour(
  'a purge leaves the deduplication window as it is',
  { open: 'AWS does not say what happens' },
  async ({ sqs, queue }) => {
    const url = await queue({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    await send(sqs, url, 'x', { MessageGroupId: 'g' });
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    await send(sqs, url, 'x', { MessageGroupId: 'g' });
    expect(await receive(sqs, url)).toEqual([]);
  },
);

behaviour('a purge frees the groups of a FIFO queue', {}, async ({ sqs, queue }) => {
  const url = await queue({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  await send(sqs, url, 'a1', { MessageGroupId: 'a' });
  await receiveOne(sqs, url);
  await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  await send(sqs, url, 'a2', { MessageGroupId: 'a' });
  expect((await receiveOne(sqs, url)).Body).toBe('a2');
});
