import {
  CreateQueueCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findQueueByArn } from '../../../electron/sandbox/sqs/queue-by-arn.ts';
import { queueGauges } from '../../../electron/sandbox/sqs/gauges.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { arnOf, receive, receiveOne, send } from '../../support/sqs-calls.ts';

describe('the metrics of a queue', () => {
  let sandbox: TestSandbox;
  let sqs: SQSClient;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
    sqs = sandbox.sqs();
  });
  afterEach(() => sandbox.close());

  async function make(name: string, Attributes: Record<string, string> = {}): Promise<string> {
    return (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl ?? '';
  }
  async function queueOf(url: string) {
    const queue = findQueueByArn(sandbox.world, await arnOf(sqs, url));
    if (!queue) throw new Error('no queue');
    return queue;
  }
  /** Sum over all time; undefined where there is no data. */
  async function sum(url: string, metric: string): Promise<number | undefined> {
    const buckets = sandbox.world.meter.read(
      (await queueOf(url)).metrics,
      metric,
      0,
      Number.MAX_SAFE_INTEGER,
    );
    return buckets.length === 0 ? undefined : buckets.reduce((total, bucket) => total + bucket.sum, 0);
  }
  const gauges = async (url: string) => queueGauges(await queueOf(url), sandbox.clock.now());

  it('count sends, their sizes, receives, empty receives and deletes', async () => {
    const url = await make('orders');
    await send(sqs, url, 'abc');
    await send(sqs, url, 'defgh');
    const [message] = await receive(sqs, url);
    await receive(sqs, url);
    for (let i = 0; i < 2; i++) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
    }
    expect({
      sent: await sum(url, 'NumberOfMessagesSent'),
      bytes: await sum(url, 'SentMessageSize'),
      received: await sum(url, 'NumberOfMessagesReceived'),
      empty: await sum(url, 'NumberOfEmptyReceives'),
      // Deletes that are repeated count again.
      deleted: await sum(url, 'NumberOfMessagesDeleted'),
    }).toEqual({ sent: 2, bytes: 8, received: 2, empty: 1, deleted: 2 });
  });

  it('do not count a purge as deletes', async () => {
    const url = await make('orders');
    await send(sqs, url, 'x');
    await sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    expect(await sum(url, 'NumberOfMessagesDeleted')).toBeUndefined();
  });

  it('count a swallowed duplicate as such, not as a send', async () => {
    const url = await make('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (let i = 0; i < 2; i++) await send(sqs, url, 'x', { MessageGroupId: 'g' });
    expect(await sum(url, 'NumberOfMessagesSent')).toBe(1);
    expect(await sum(url, 'NumberOfDeduplicatedSentMessages')).toBe(1);
  });

  it('count a move task as sends of the destination, an automatic move not', async () => {
    const dlq = await make('dlq');
    const SourceArn = await arnOf(sqs, dlq);
    const url = await make('orders', {
      VisibilityTimeout: '0',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 }),
    });
    await send(sqs, url, 'x');
    for (let i = 0; i < 2; i++) await receive(sqs, url);
    expect((await gauges(dlq))['ApproximateNumberOfMessagesVisible']).toBe(1);
    expect(await sum(dlq, 'NumberOfMessagesSent')).toBeUndefined();
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    sandbox.clock.advance(1000);
    expect(await sum(url, 'NumberOfMessagesSent')).toBe(2);
  });

  it('gauge what is visible, in flight and delayed, and the age of the oldest', async () => {
    const url = await make('orders');
    await send(sqs, url, 'oldest');
    sandbox.clock.advance(10_000);
    await send(sqs, url, 'held');
    await receiveOne(sqs, url);
    await send(sqs, url, 'delayed', { DelaySeconds: 60 });
    sandbox.clock.advance(5000);
    expect(await gauges(url)).toEqual({
      ApproximateNumberOfMessagesVisible: 1,
      ApproximateNumberOfMessagesNotVisible: 1,
      ApproximateNumberOfMessagesDelayed: 1,
      ApproximateAgeOfOldestMessage: 15,
    });
  });

  it('leave a message out of the age once it was received three times', async () => {
    const url = await make('orders', { VisibilityTimeout: '0' });
    await send(sqs, url, 'poison');
    sandbox.clock.advance(100_000);
    await send(sqs, url, 'fresh');
    sandbox.clock.advance(7000);
    for (let i = 0; i < 3; i++) await receiveOne(sqs, url);
    expect((await gauges(url))['ApproximateAgeOfOldestMessage']).toBe(7);
  });

  it('count the age in a dead-letter queue from the move', async () => {
    const dlq = await make('dlq');
    const policy = { deadLetterTargetArn: await arnOf(sqs, dlq), maxReceiveCount: 1 };
    const url = await make('orders', { VisibilityTimeout: '0', RedrivePolicy: JSON.stringify(policy) });
    await send(sqs, url, 'x');
    await receive(sqs, url);
    sandbox.clock.advance(100_000);
    await receive(sqs, url);
    sandbox.clock.advance(3000);
    expect((await gauges(dlq))['ApproximateAgeOfOldestMessage']).toBe(3);
  });

  it('gauge locked groups of FIFO', async () => {
    const url = await make('q.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (const name of ['a1', 'a2', 'b1', 'c1'])
      await send(sqs, url, name, { MessageGroupId: name.slice(0, 1) });
    await receive(sqs, url, { MaxNumberOfMessages: 3 });
    expect((await gauges(url))['ApproximateNumberOfGroupsWithInflightMessages']).toBe(2);
  });

  it('gauge noisy and quiet groups of a standard queue', async () => {
    const url = await make('fair');
    for (let batch = 0; batch < 3; batch++) {
      const Entries = Array.from({ length: 10 }, (_, i) => ({
        Id: `${i}`,
        MessageBody: 'x',
        MessageGroupId: 'noisy',
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    }
    await receive(sqs, url);
    await receive(sqs, url);
    sandbox.clock.advance(4000);
    await send(sqs, url, 'x', { MessageGroupId: 'quiet' });
    sandbox.clock.advance(2000);
    expect(await gauges(url)).toMatchObject({
      ApproximateNumberOfNoisyGroups: 1,
      ApproximateNumberOfMessagesVisible: 11,
      ApproximateNumberOfMessagesVisibleInQuietGroups: 1,
      ApproximateNumberOfMessagesNotVisibleInQuietGroups: 0,
      ApproximateAgeOfOldestMessageInQuietGroups: 2,
    });
  });

  it('keep counts exact through a random course of calls', async () => {
    const url = await make('random', { VisibilityTimeout: '2' });
    const queue = await queueOf(url);
    let state = 7;
    const next = (below: number): number =>
      (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    const handles: string[] = [];
    for (let step = 0; step < 400; step++) {
      const what = next(6);
      if (what < 2)
        await send(sqs, url, `m${step}`, { DelaySeconds: next(3), MessageGroupId: `g${next(4)}` });
      else if (what === 2)
        handles.push(...(await receive(sqs, url)).map(({ ReceiptHandle = '' }) => ReceiptHandle));
      else if (what === 3) sandbox.clock.advance(next(1500));
      else if (what === 4 && handles.length > 0) {
        const [ReceiptHandle] = handles.splice(next(handles.length), 1);
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      } else if (step === 300) {
        await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { DelaySeconds: '1' } }));
      }
      const now = sandbox.clock.now();
      const counted = queueGauges(queue, now);
      const messages = [...queue.messages.values()];
      const among = (is: (at: number) => boolean, state: string): number =>
        messages.filter((message) => message.state === state && is(message.dueAt)).length;
      expect([
        counted['ApproximateNumberOfMessagesVisible'],
        counted['ApproximateNumberOfMessagesNotVisible'],
        counted['ApproximateNumberOfMessagesDelayed'],
      ]).toEqual([
        among(() => true, 'visible'),
        among((due) => due > now, 'inFlight'),
        among((due) => due > now, 'delayed'),
      ]);
    }
  });
});
