import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import {
  delivered,
  FIFO,
  publish,
  setTopic,
  subscribedQueue,
  texts,
  topic,
} from '../../../support/sns-calls.ts';
import { receiveOne, refusal } from '../../../support/sqs-calls.ts';

const RAW = { RawMessageDelivery: 'true' };
const FIFO_QUEUE = { FifoQueue: 'true' };
const MINUTE = 60_000;

behaviour('a FIFO topic needs a group', {}, async (given) => {
  expect(await refusal(publish(given.sns, await topic(given, FIFO), 'x'))).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics',
  });
});

behaviour('a FIFO topic without content-based deduplication needs an id', {}, async (given) => {
  const arn = await topic(given, { FifoTopic: 'true' });
  expect(await refusal(publish(given.sns, arn, 'x', { MessageGroupId: 'g' }))).toMatchObject({
    message:
      'Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
});

behaviour('a group id has at most 128 characters', {}, async (given) => {
  const arn = await topic(given, FIFO);
  await publish(given.sns, arn, 'x', { MessageGroupId: 'g'.repeat(128) });
  expect((await refusal(publish(given.sns, arn, 'y', { MessageGroupId: 'g'.repeat(129) }))).name).toBe(
    'InvalidParameterException',
  );
});

behaviour('a publish to a FIFO topic gives a growing sequence number', {}, async (given) => {
  const arn = await topic(given, FIFO);
  const first = await publish(given.sns, arn, 'a', { MessageGroupId: 'g' });
  const second = await publish(given.sns, arn, 'b', { MessageGroupId: 'g' });
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect(BigInt(second.SequenceNumber ?? 0) > BigInt(first.SequenceNumber ?? 0)).toBe(true);
});

behaviour('group and deduplication id reach a FIFO queue', {}, async (given) => {
  const arn = await topic(given, FIFO);
  const { url } = await subscribedQueue(given, arn, RAW, FIFO_QUEUE);
  await publish(given.sns, arn, 'x', { MessageGroupId: 'g', MessageDeduplicationId: 'd-1' });
  expect((await receiveOne(given.sqs, url)).Attributes).toMatchObject({
    MessageGroupId: 'g',
    MessageDeduplicationId: 'd-1',
  });
});

behaviour('the order of a group holds in a FIFO queue', {}, async (given) => {
  const arn = await topic(given, FIFO);
  const { url } = await subscribedQueue(given, arn, RAW, FIFO_QUEUE);
  for (const body of ['1', '2', '3', '4']) await publish(given.sns, arn, body, { MessageGroupId: 'g' });
  expect(await delivered(given, url)).toEqual(['1', '2', '3', '4']);
});

behaviour('a standard queue of a FIFO topic gets no group', {}, async (given) => {
  const arn = await topic(given, FIFO);
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, 'x', { MessageGroupId: 'g' });
  const { Body, Attributes } = await receiveOne(given.sqs, url);
  expect(Body).toBe('x');
  expect(Attributes).not.toHaveProperty('MessageGroupId');
});

behaviour(
  'the same deduplication id is published once in five minutes',
  { needsClock: true },
  async (given) => {
    const arn = await topic(given, { FifoTopic: 'true' });
    const { url } = await subscribedQueue(given, arn, RAW, FIFO_QUEUE);
    const more = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
    const first = await publish(given.sns, arn, 'one', more);
    await given.clock.pass(4 * MINUTE);
    expect((await publish(given.sns, arn, 'two', more)).MessageId).toBe(first.MessageId);
    await given.clock.pass(2 * MINUTE);
    expect((await publish(given.sns, arn, 'three', more)).MessageId).not.toBe(first.MessageId);
    expect(await delivered(given, url)).toEqual(['one', 'three']);
  },
);

behaviour('a duplicate gets the answer of the first', {}, async (given) => {
  const arn = await topic(given, FIFO);
  const { url } = await subscribedQueue(given, arn, RAW, FIFO_QUEUE);
  const first = await publish(given.sns, arn, 'same', { MessageGroupId: 'g' });
  const second = await publish(given.sns, arn, 'same', { MessageGroupId: 'g' });
  expect([second.MessageId, second.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  expect(await delivered(given, url)).toEqual(['same']);
});

behaviour('content-based deduplication looks at the body alone', {}, async (given) => {
  const arn = await topic(given, FIFO);
  const { url } = await subscribedQueue(given, arn, RAW, FIFO_QUEUE);
  await publish(given.sns, arn, 'same', { MessageGroupId: 'g', MessageAttributes: texts({ a: '1' }) });
  await publish(given.sns, arn, 'same', { MessageGroupId: 'g', MessageAttributes: texts({ a: '2' }) });
  expect(await delivered(given, url)).toEqual(['same']);
});

behaviour('deduplication of a topic holds over all groups', {}, async (given) => {
  const arn = await topic(given, FIFO);
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, 'same', { MessageGroupId: 'g1' });
  await publish(given.sns, arn, 'same', { MessageGroupId: 'g2' });
  expect(await delivered(given, url)).toEqual(['same']);
});

behaviour('with FifoThroughputScope MessageGroup each group deduplicates for itself', {}, async (given) => {
  const arn = await topic(given, FIFO);
  await setTopic(given.sns, arn, 'FifoThroughputScope', 'MessageGroup');
  const { url } = await subscribedQueue(given, arn, RAW);
  await publish(given.sns, arn, 'same', { MessageGroupId: 'g1' });
  await publish(given.sns, arn, 'same', { MessageGroupId: 'g2' });
  expect(await delivered(given, url)).toEqual(['same', 'same']);
});

behaviour('deduplication comes before filtering', {}, async (given) => {
  const arn = await topic(given, { FifoTopic: 'true' });
  const { url } = await subscribedQueue(
    given,
    arn,
    { ...RAW, FilterPolicy: '{"event":["placed"]}' },
    FIFO_QUEUE,
  );
  const more = { MessageGroupId: 'g', MessageDeduplicationId: 'd' };
  await publish(given.sns, arn, 'held back', { ...more, MessageAttributes: texts({ event: 'paid' }) });
  await publish(given.sns, arn, 'duplicate', { ...more, MessageAttributes: texts({ event: 'placed' }) });
  expect(await delivered(given, url)).toEqual([]);
});

behaviour(
  'the id of content-based deduplication is the SHA-256 of the body, not of the envelope',
  {},
  async (given) => {
    const arn = await topic(given, FIFO);
    const { url } = await subscribedQueue(given, arn, {}, FIFO_QUEUE);
    await publish(given.sns, arn, 'hello', { MessageGroupId: 'g' });
    expect((await receiveOne(given.sqs, url)).Attributes).toMatchObject({
      MessageDeduplicationId: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    });
  },
);
