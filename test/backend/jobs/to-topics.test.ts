import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, MessageAttributes, RedriveChoice } from '../../../electron/contract/index.ts';
import { openStore } from '../../../electron/backend/store/store.ts';
import type { FaultKind } from '../../../electron/sandbox/fault.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import { sandboxScope as scope, startTestBackend, type TestBackend } from '../../support/backend.ts';
import { subscribe, subscribedQueue, topic } from '../../support/sns-calls.ts';
import { arnOf, bodies, counts, receive, send } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;
let sns: SNSClient;

beforeAll(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  sqs = sandbox.sqs();
  sns = sandbox.sns();
});
afterAll(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

let made = 0;
const name = (end = ''): string => `t${(made += 1)}${end}`;
const queue = async (Attributes: Record<string, string> = {}): Promise<string> => {
  const QueueName = name(Attributes['FifoQueue'] === 'true' ? '.fifo' : '');
  return (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
};
const given = () => ({ sqs, sns, queue, name });
const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
const rest = async (id: string): Promise<Job> => {
  const ends: ReadonlyArray<Job['state']> = ['done', 'partly', 'failed', 'cancelled', 'paused'];
  for await (const batch of await test.client.jobs.watch({})) {
    const job = batch.find((one) => one.id === id) ?? (await test.client.jobs.get({ jobId: id }));
    if (ends.includes(job.state)) return job;
  }
  throw new Error('the stream ended');
};
const publish = (queueUrl: string, topicArn: string) =>
  test.client.redrives.move({ scope, queueUrl, destination: { kind: 'topic', scope, topicArn } });

describe.concurrent('a redrive to a topic', () => {
  it('reaches every subscriber, raw or in an envelope, by its filter, with the exact types of the attributes', async () => {
    const arn = await topic(given());
    const raw = await subscribedQueue(given(), arn, { RawMessageDelivery: 'true' });
    const wrapped = await subscribedQueue(given(), arn);
    const picky = await subscribedQueue(given(), arn, {
      RawMessageDelivery: 'true',
      FilterPolicy: '{"kind":["refund"]}',
    });
    const from = await queue();
    await send(sqs, from, '{"id":12345678901234567890}', {
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'order' },
        tags: { DataType: 'String.Array', StringValue: '["a",1]' },
        total: { DataType: 'Number', StringValue: '7' },
        photo: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 1) },
      },
    });
    await send(sqs, from, 'plain', {
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'refund' } },
    });
    const job = await rest((await publish(from, arn)).id);
    expect(job).toMatchObject({ state: 'done', counts: { states: { done: 2 }, doubt: 0 } });
    const { items } = await test.client.jobs.items({ jobId: job.id });
    // SNS returns no digests: what it took is said to be unchecked.
    expect(items.map(({ reason, destination }) => ({ reason, destination }))).toEqual([
      { reason: 'unchecked', destination: arn },
      { reason: 'unchecked', destination: arn },
    ]);
    expect(await counts(sqs, from)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    const whole = (await receive(sqs, raw.url)).find(({ Body }) => Body !== 'plain');
    expect(whole).toMatchObject({
      Body: '{"id":12345678901234567890}',
      MessageAttributes: {
        tags: { DataType: 'String.Array', StringValue: '["a",1]' },
        total: { DataType: 'Number', StringValue: '7' },
        photo: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255, 1) },
      },
    });
    const envelopes = bodies(await receive(sqs, wrapped.url)).map((body): unknown => JSON.parse(body));
    expect(envelopes).toContainEqual(
      expect.objectContaining({ Type: 'Notification', Message: 'plain', TopicArn: arn }),
    );
    expect(bodies(await receive(sqs, picky.url))).toEqual(['plain']);
  });

  it('keeps the originals where they are copied', async () => {
    const arn = await topic(given());
    const raw = await subscribedQueue(given(), arn, { RawMessageDelivery: 'true' });
    const from = await queue();
    await send(sqs, from, 'stays');
    const { id } = await test.client.redrives.copy({
      scope,
      target: arn,
      source: { scope, queueUrl: from },
    });
    expect((await rest(id)).counts.states).toEqual({ kept: 1 });
    expect(await counts(sqs, from)).toMatchObject({ visible: 1, inFlight: 0 });
    expect(bodies(await receive(sqs, raw.url))).toEqual(['stays']);
  });

  it('keeps the order of groups into a FIFO topic, under ids of its own, over throttling, faults and lost answers', async () => {
    const arn = await topic(given(), { FifoTopic: 'true' });
    const to = await subscribedQueue(given(), arn, { RawMessageDelivery: 'true' }, { FifoQueue: 'true' });
    const from = await queue(fifo);
    for (let n = 0; n < 8; n += 1) await send(sqs, from, `${n}`, { MessageGroupId: `g${n % 2}` });
    const faults: FaultKind[] = [{ kind: 'drop' }, { kind: 'throttle' }, { kind: 'server' }];
    for (const [skip, fault] of faults.entries()) {
      sandbox.faults.add({ resource: arn, action: 'PublishBatch', count: 1, skip, fault });
    }
    const job = await rest((await publish(from, arn)).id);
    expect(job.counts).toMatchObject({ states: { done: 8 }, doubt: 0 });
    const found = await receive(sqs, to.url);
    for (const [group, wanted] of [
      ['g0', ['0', '2', '4', '6']],
      ['g1', ['1', '3', '5', '7']],
    ] as const) {
      const mine = found.filter(({ Attributes }) => Attributes?.MessageGroupId === group);
      expect(bodies(mine)).toEqual(wanted);
      expect(mine.every(({ Attributes }) => Attributes?.MessageDeduplicationId?.startsWith('sw-'))).toBe(
        true,
      );
    }
  });

  it('splits requests that are larger than the topic takes, and leaves what is larger by itself', async () => {
    const arn = await topic(given(), { MaximumMessageSize: '4096' });
    const raw = await subscribedQueue(given(), arn, { RawMessageDelivery: 'true' });
    const from = await queue();
    for (const size of [3000, 3000, 3000, 5000]) await send(sqs, from, 'x'.repeat(size));
    const job = await rest((await publish(from, arn)).id);
    expect(job).toMatchObject({ state: 'partly', counts: { states: { done: 3, failed: 1 } } });
    expect(await counts(sqs, raw.url)).toMatchObject({ visible: 3 });
    expect(await counts(sqs, from)).toMatchObject({ visible: 1 });
  });

  it('pauses when the topic is gone, and keeps every original', async () => {
    const arn = await topic(given());
    const from = await queue();
    await send(sqs, from, 'stays');
    sandbox.faults.add({
      resource: arn,
      action: 'PublishBatch',
      fault: { kind: 'error', type: 'NotFound', message: 'Topic does not exist', status: 404 },
    });
    const job = await rest((await publish(from, arn)).id);
    expect(job).toMatchObject({ state: 'paused', failure: { code: 'NOT_FOUND' } });
    expect(await counts(sqs, from)).toMatchObject({ visible: 1, inFlight: 0 });
  });
});

describe('who gets what is sent to a topic', () => {
  it('is counted for each subscription over the captured messages of the choice', async () => {
    const arn = await topic(given());
    const raw = await subscribedQueue(given(), arn, { RawMessageDelivery: 'true' });
    const picky = await subscribedQueue(given(), arn, { FilterPolicy: '{"kind":["refund"]}' });
    const byBody = await subscribedQueue(given(), arn, {
      FilterPolicy: '{"total":[{"numeric":[">",80]}]}',
      FilterPolicyScope: 'MessageBody',
    });
    const mail = await subscribe(sns, arn, 'email', 'somebody@example.com');
    const source = { scope, queueUrl: await queue() };
    const text = (value: string) => ({ type: 'String', binary: false, value });
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, text('x')]));
    const message = (
      messageId: string,
      body: string,
      attributes: MessageAttributes,
      system: Record<string, string> = {},
    ) => ({
      messageId,
      body,
      attributes,
      system,
      size: body.length,
      sentAt: null,
      receiveCount: 1,
      seenAt: Date.now(),
    });
    await test.client.captures.setPolicy({ profile: scope.profile, mode: 'keep' });
    const store = openStore(test.host.dataDir);
    store.captures.add({ ...scope, queueUrl: source.queueUrl }, [
      message('m1', '{"total":90}', { kind: text('refund') }, { AWSTraceHeader: 'Root=1-2' }),
      message('m2', '{"total":10}', { kind: text('order') }),
      message('m3', JSON.stringify({ Type: 'Notification', TopicArn: arn, Message: '{}' }), many),
    ]);
    store.close();
    const ask = (choice: RedriveChoice) =>
      test.client.redrives.receivers({ scope, topicArn: arn, source, choice });
    const all = await ask({ by: 'all' });
    const of = (answer: Awaited<ReturnType<typeof ask>>, one: string) =>
      answer.receivers.find((receiver) => receiver.arn === one);
    expect(all.messages).toEqual({ total: 3, read: 3, enveloped: 1, traced: 1 });
    expect(of(all, raw.subscriptionArn)).toMatchObject({
      protocol: 'sqs',
      endpoint: await arnOf(sqs, raw.url),
      rawDelivery: true,
      passes: 3,
      discarded: 1,
    });
    expect(of(all, picky.subscriptionArn)).toMatchObject({ passes: 1, discarded: 0 });
    expect(of(all, byBody.subscriptionArn)).toMatchObject({ passes: 1 });
    expect(all.receivers.find(({ protocol }) => protocol === 'email')).toMatchObject({
      state: 'pending',
      passes: 0,
    });
    expect(mail).not.toBe('');
    expect(of(await ask({ by: 'ids', ids: ['m2'] }), picky.subscriptionArn)).toMatchObject({ passes: 0 });
    const where = await ask({ by: 'where', expression: 'total > 80' });
    expect(where.messages.total).toBe(1);
    expect(of(where, picky.subscriptionArn)).toMatchObject({ passes: 1 });
  });
});
