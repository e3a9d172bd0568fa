import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import {
  delivered,
  FIFO,
  openQueue,
  publish,
  subscribe,
  subscribedQueue,
  texts,
  topic,
} from '../../../support/sns-calls.ts';
import { receiveOne } from '../../../support/sqs-calls.ts';

const RAW = { RawMessageDelivery: 'true' };
const nowhere = (suffix = ''): string => `arn:aws:sqs:us-east-1:000000000000:nowhere${suffix}`;

/** A topic whose only subscriber cannot be reached, and its dead-letter queue. */
async function broken(
  given: Behaviour,
  attributes: Record<string, string> = {},
  queue: Record<string, string> = {},
) {
  const fifo = queue.FifoQueue === 'true';
  const arn = await topic(given, fifo ? FIFO : {});
  const dlq = await openQueue(given, arn, queue);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn });
  await subscribe(given.sns, arn, 'sqs', nowhere(fifo ? '.fifo' : ''), { RedrivePolicy, ...attributes });
  return { arn, dlq };
}

behaviour(
  'what cannot be delivered goes to the dead-letter queue, as it would have been delivered',
  {},
  async (given) => {
    const { arn, dlq } = await broken(given);
    const { MessageId } = await publish(given.sns, arn, 'lost?', { Subject: 's' });
    const [body = ''] = await delivered(given, dlq.url);
    expect(JSON.parse(body)).toMatchObject({
      Type: 'Notification',
      MessageId,
      Message: 'lost?',
      Subject: 's',
    });
  },
);

behaviour('a raw message goes raw to the dead-letter queue, attributes included', {}, async (given) => {
  const { arn, dlq } = await broken(given, RAW);
  await publish(given.sns, arn, 'raw', { MessageAttributes: texts({ event: 'placed' }) });
  const { Body, MessageAttributes } = await receiveOne(given.sqs, dlq.url);
  expect(Body).toBe('raw');
  expect(MessageAttributes).toMatchObject({ event: { StringValue: 'placed' } });
});

behaviour('a filtered message does not go to the dead-letter queue', {}, async (given) => {
  const { arn, dlq } = await broken(given, { FilterPolicy: '{"event":["placed"]}' });
  await publish(given.sns, arn, 'x', { MessageAttributes: texts({ event: 'paid' }) });
  expect(await delivered(given, dlq.url)).toEqual([]);
});

behaviour('a queue that lost its permission lets the dead-letter queue fill', {}, async (given) => {
  const arn = await topic(given);
  const dlq = await openQueue(given, arn);
  const { url } = await subscribedQueue(given, arn, {
    ...RAW,
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn }),
  });
  await given.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: '' } }));
  await publish(given.sns, arn, 'x');
  expect(await delivered(given, url)).toEqual([]);
  expect(await delivered(given, dlq.url)).toEqual(['x']);
});

behaviour('a dead-letter queue that lets nobody in loses the message', {}, async (given) => {
  const { arn, dlq } = await broken(given, RAW);
  await given.sqs.send(new SetQueueAttributesCommand({ QueueUrl: dlq.url, Attributes: { Policy: '' } }));
  await publish(given.sns, arn, 'x');
  expect(await delivered(given, dlq.url)).toEqual([]);
});

behaviour('a raw message of eleven attributes goes to the dead-letter queue', {}, async (given) => {
  const arn = await topic(given);
  const dlq = await openQueue(given, arn);
  const { url } = await subscribedQueue(given, arn, {
    ...RAW,
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlq.arn }),
  });
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, 'x']));
  await publish(given.sns, arn, 'eleven', { MessageAttributes: texts(many) });
  expect(await delivered(given, url)).toEqual([]);
  expect(await delivered(given, dlq.url)).toHaveLength(1);
});

behaviour('a FIFO dead-letter queue keeps group and order', {}, async (given) => {
  const { arn, dlq } = await broken(given, RAW, { FifoQueue: 'true' });
  for (const body of ['1', '2']) await publish(given.sns, arn, body, { MessageGroupId: 'g' });
  expect((await receiveOne(given.sqs, dlq.url, { VisibilityTimeout: 0 })).Attributes).toMatchObject({
    MessageGroupId: 'g',
  });
  expect(await delivered(given, dlq.url)).toEqual(['1', '2']);
});

behaviour('messages in the dead-letter queue of a subscription name no source queue', {}, async (given) => {
  const { arn, dlq } = await broken(given, RAW);
  await publish(given.sns, arn, 'x');
  expect((await receiveOne(given.sqs, dlq.url)).Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
});
