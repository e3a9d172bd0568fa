import {
  DeleteQueueCommand,
  ListDeadLetterSourceQueuesCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import {
  arnOf,
  attributes,
  bodies,
  counts,
  receive,
  receiveOne,
  refusal,
  send,
  withDeadLetterQueue,
} from '../../../support/sqs-calls.ts';

const FIFO = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
const setPolicy = ({ sqs }: Behaviour, QueueUrl: string, policy: unknown, name = 'RedrivePolicy') =>
  sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: { [name]: typeof policy === 'string' ? policy : JSON.stringify(policy) },
    }),
  );

behaviour('a message received maxReceiveCount times moves at the next receive', {}, async (given) => {
  const { sqs } = given;
  const { url, dlqUrl } = await withDeadLetterQueue(given, 2);
  await send(sqs, url, 'poison');
  for (let i = 0; i < 2; i++) await receiveOne(sqs, url);
  expect((await counts(sqs, dlqUrl)).visible).toBe(0);
  expect(await receive(sqs, url)).toEqual([]);
  expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  expect(bodies(await receive(sqs, dlqUrl))).toEqual(['poison']);
});

behaviour('maxReceiveCount 1 moves after one delivery', {}, async (given) => {
  const { url, dlqUrl } = await withDeadLetterQueue(given, 1);
  await send(given.sqs, url, 'x');
  await receiveOne(given.sqs, url);
  expect(await receive(given.sqs, url)).toEqual([]);
  expect((await counts(given.sqs, dlqUrl)).visible).toBe(1);
});

behaviour('a receive that moves a message gives the next one instead', {}, async (given) => {
  const { url } = await withDeadLetterQueue(given, 1);
  await send(given.sqs, url, 'first');
  await receiveOne(given.sqs, url);
  await send(given.sqs, url, 'second');
  expect(bodies(await receive(given.sqs, url))).toEqual(['second']);
});

behaviour('a moved message keeps id, body, attributes, trace header and send time', {}, async (given) => {
  const { sqs } = given;
  const { url, dlqUrl } = await withDeadLetterQueue(given, 1);
  const MessageAttributes = { a: { DataType: 'Number.int', StringValue: '7' } };
  const AWSTraceHeader = {
    DataType: 'String' as const,
    StringValue: 'Root=1-5759e988-bd862e3fe1be46a994272793',
  };
  await send(sqs, url, 'x', { MessageAttributes, MessageSystemAttributes: { AWSTraceHeader } });
  const before = await receiveOne(sqs, url);
  await given.clock.pass(1000);
  await receive(sqs, url);
  const after = await receiveOne(sqs, dlqUrl);
  expect(after).toMatchObject({
    MessageId: before.MessageId,
    Body: 'x',
    MessageAttributes,
    MD5OfMessageAttributes: before.MD5OfMessageAttributes,
    Attributes: {
      SentTimestamp: before.Attributes?.['SentTimestamp'],
      AWSTraceHeader: AWSTraceHeader.StringValue,
    },
  });
});

behaviour('a moved message names the queue it came from', {}, async (given) => {
  const { url, arn, dlqUrl } = await withDeadLetterQueue(given, 1);
  await send(given.sqs, url, 'x');
  expect((await receiveOne(given.sqs, url)).Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
  await receive(given.sqs, url);
  expect((await receiveOne(given.sqs, dlqUrl)).Attributes?.['DeadLetterQueueSourceArn']).toBe(arn);
});

behaviour(
  'the receive count goes on in the dead-letter queue, the moving receive is not counted',
  {},
  async (given) => {
    const { url, dlqUrl } = await withDeadLetterQueue(given, 2);
    await send(given.sqs, url, 'x');
    for (let i = 0; i < 3; i++) await receive(given.sqs, url);
    expect((await receiveOne(given.sqs, dlqUrl)).Attributes?.['ApproximateReceiveCount']).toBe('3');
  },
);

behaviour('a message sent to a dead-letter queue by hand names no source', {}, async (given) => {
  const { dlqUrl } = await withDeadLetterQueue(given, 1);
  await send(given.sqs, dlqUrl, 'x');
  expect((await receiveOne(given.sqs, dlqUrl)).Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
});

behaviour('a move wakes a long poll of the dead-letter queue', {}, async (given) => {
  const { url, dlqUrl } = await withDeadLetterQueue(given, 1);
  await send(given.sqs, url, 'x');
  await receiveOne(given.sqs, url);
  const poll = receive(given.sqs, dlqUrl, { WaitTimeSeconds: 20 });
  await given.polling(dlqUrl, 1);
  await receive(given.sqs, url);
  expect(bodies(await poll)).toEqual(['x']);
});

behaviour(
  'retention goes on from the send on a standard dead-letter queue',
  { needsClock: true },
  async (given) => {
    const { sqs, clock } = given;
    const { url, dlqUrl } = await withDeadLetterQueue(given, 1, {}, { MessageRetentionPeriod: '600' });
    await send(sqs, url, 'x');
    await receiveOne(sqs, url);
    await clock.pass(400_000);
    await receive(sqs, url);
    expect((await counts(sqs, dlqUrl)).visible).toBe(1);
    await clock.pass(200_000);
    expect((await counts(sqs, dlqUrl)).visible).toBe(0);
  },
);

behaviour('retention starts anew on a FIFO dead-letter queue', { needsClock: true }, async (given) => {
  const { sqs, clock } = given;
  const { url, dlqUrl } = await withDeadLetterQueue(given, 1, FIFO, { MessageRetentionPeriod: '600' });
  await send(sqs, url, 'x', { MessageGroupId: 'g' });
  await receiveOne(sqs, url);
  await clock.pass(400_000);
  await receive(sqs, url);
  await clock.pass(599_999);
  expect((await counts(sqs, dlqUrl)).visible).toBe(1);
  await clock.pass(1);
  expect((await counts(sqs, dlqUrl)).visible).toBe(0);
});

behaviour('on FIFO the group is kept and the message id becomes the deduplication id', {}, async (given) => {
  const { url, arn, dlqUrl } = await withDeadLetterQueue(given, 1, FIFO);
  await send(given.sqs, url, 'x', { MessageGroupId: 'g' });
  const before = await receiveOne(given.sqs, url);
  await receive(given.sqs, url);
  expect((await receiveOne(given.sqs, dlqUrl)).Attributes).toMatchObject({
    MessageGroupId: 'g',
    MessageDeduplicationId: before.MessageId,
    DeadLetterQueueSourceArn: arn,
  });
});

behaviour('moving the first message of a group lets the next one through', {}, async (given) => {
  const { url } = await withDeadLetterQueue(given, 1, FIFO);
  for (const body of ['a1', 'a2']) await send(given.sqs, url, body, { MessageGroupId: 'a' });
  await receiveOne(given.sqs, url);
  expect((await receiveOne(given.sqs, url)).Body).toBe('a2');
});

behaviour(
  'without its dead-letter queue a message stays',
  { open: 'AWS does not say what happens' },
  async (given) => {
    const { url, dlqUrl } = await withDeadLetterQueue(given, 1);
    await given.sqs.send(new DeleteQueueCommand({ QueueUrl: dlqUrl }));
    await send(given.sqs, url, 'x');
    await receiveOne(given.sqs, url);
    expect((await receiveOne(given.sqs, url)).Attributes?.['ApproximateReceiveCount']).toBe('2');
  },
);

behaviour('an empty RedrivePolicy removes it', {}, async (given) => {
  const { url } = await withDeadLetterQueue(given, 1);
  await setPolicy(given, url, '');
  expect(await attributes(given.sqs, url)).not.toHaveProperty('RedrivePolicy');
  await send(given.sqs, url, 'x');
  for (let i = 0; i < 3; i++) await receiveOne(given.sqs, url);
});

behaviour('ListDeadLetterSourceQueues lists the queues that name this one', {}, async (given) => {
  const { url, dlqUrl, dlqArn } = await withDeadLetterQueue(given, 3);
  const other = await given.queue({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: '5' }),
  });
  await given.queue();
  const { queueUrls } = await given.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlqUrl }));
  expect(queueUrls?.sort()).toEqual([url, other].sort());
});

behaviour('ListDeadLetterSourceQueues gives pages', {}, async (given) => {
  const { dlqUrl, dlqArn } = await withDeadLetterQueue(given, 3);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: 5 });
  for (let i = 0; i < 2; i++) await given.queue({ RedrivePolicy });
  const first = await given.sqs.send(
    new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlqUrl, MaxResults: 2 }),
  );
  const { NextToken } = first;
  const rest = await given.sqs.send(
    new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlqUrl, MaxResults: 2, NextToken }),
  );
  expect([first.queueUrls?.length, rest.queueUrls?.length, rest.NextToken]).toEqual([2, 1, undefined]);
});

for (const [what, policy] of [
  ['that is no JSON', 'nothing'],
  ['without a target', { maxReceiveCount: 3 }],
  ['with maxReceiveCount 0', { deadLetterTargetArn: 'self', maxReceiveCount: 0 }],
  ['with maxReceiveCount 1001', { deadLetterTargetArn: 'self', maxReceiveCount: 1001 }],
  ['with a target that does not exist', { deadLetterTargetArn: 'nobody', maxReceiveCount: 3 }],
  ['with a target that is no ARN', { deadLetterTargetArn: 'x', maxReceiveCount: 3 }],
] as const) {
  behaviour(`a RedrivePolicy ${what} is refused`, {}, async (given) => {
    const url = await given.queue();
    const arn = await arnOf(given.sqs, await given.queue());
    const text = JSON.stringify(policy)
      .replace('"self"', JSON.stringify(arn))
      .replace('"nobody"', JSON.stringify(`${arn}-no`));
    const refused = await refusal(setPolicy(given, url, typeof policy === 'string' ? policy : text));
    expect(refused).toMatchObject({ name: 'InvalidParameterValue', status: 400 });
    expect(await attributes(given.sqs, url)).not.toHaveProperty('RedrivePolicy');
  });
}

behaviour('a RedrivePolicy without a target is refused in the words of AWS', {}, async (given) => {
  const refused = await refusal(setPolicy(given, await given.queue(), { maxReceiveCount: 3 }));
  expect(refused.message).toContain(
    'Redrive policy does not contain mandatory attribute: deadLetterTargetArn',
  );
});

behaviour(
  'the dead-letter queue of a FIFO queue must be FIFO, and the other way round',
  {},
  async (given) => {
    const [standard, fifo] = [await given.queue(), await given.queue(FIFO)];
    for (const [source, target] of [
      [standard, fifo],
      [fifo, standard],
    ] as const) {
      const policy = { deadLetterTargetArn: await arnOf(given.sqs, target), maxReceiveCount: 3 };
      expect((await refusal(setPolicy(given, source, policy))).name).toBe('InvalidParameterValue');
    }
  },
);

behaviour('a dead-letter queue of another region is refused', {}, async (given) => {
  const url = await given.queue();
  const arn = (await arnOf(given.sqs, await given.queue())).replace('us-east-1', 'eu-west-1');
  const refused = await refusal(setPolicy(given, url, { deadLetterTargetArn: arn, maxReceiveCount: 3 }));
  expect(refused.name).toBe('InvalidParameterValue');
});

behaviour('RedriveAllowPolicy denyAll keeps sources out', {}, async (given) => {
  const target = await given.queue({ RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'denyAll' }) });
  const policy = { deadLetterTargetArn: await arnOf(given.sqs, target), maxReceiveCount: 3 };
  expect((await refusal(setPolicy(given, await given.queue(), policy))).name).toBe('InvalidParameterValue');
});

behaviour('RedriveAllowPolicy byQueue lets the named source in and no other', {}, async (given) => {
  const [source, other, target] = [await given.queue(), await given.queue(), await given.queue()];
  const sourceQueueArns = [await arnOf(given.sqs, source)];
  await setPolicy(given, target, { redrivePermission: 'byQueue', sourceQueueArns }, 'RedriveAllowPolicy');
  const policy = { deadLetterTargetArn: await arnOf(given.sqs, target), maxReceiveCount: 3 };
  await setPolicy(given, source, policy);
  expect((await refusal(setPolicy(given, other, policy))).name).toBe('InvalidParameterValue');
});

for (const [what, policy] of [
  ['with an unknown permission', { redrivePermission: 'some' }],
  [
    'with sources but not byQueue',
    { redrivePermission: 'allowAll', sourceQueueArns: ['arn:aws:sqs:us-east-1:000000000000:q'] },
  ],
  ['byQueue without sources', { redrivePermission: 'byQueue' }],
  [
    'byQueue with eleven sources',
    {
      redrivePermission: 'byQueue',
      sourceQueueArns: Array.from({ length: 11 }, (_, i) => `arn:aws:sqs:us-east-1:000000000000:q${i}`),
    },
  ],
] as const) {
  behaviour(`a RedriveAllowPolicy ${what} is refused`, {}, async (given) => {
    const refused = await refusal(setPolicy(given, await given.queue(), policy, 'RedriveAllowPolicy'));
    expect(refused.name).toBe('InvalidParameterValue');
  });
}
