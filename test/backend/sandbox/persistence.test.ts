import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  StartMessageMoveTaskCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSettableClock, type SettableClock } from '../../../electron/sandbox/clock.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import {
  arnOf,
  attributes,
  bodies,
  counts,
  receive,
  receiveOne,
  refusal,
  send,
} from '../../support/sqs-calls.ts';

const FIFO = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };

describe('a sandbox with a data folder, after a restart', () => {
  let dataDir: string;
  let clock: SettableClock;
  let sandbox: TestSandbox;
  let port: number;

  beforeEach(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
    clock = createSettableClock(Date.UTC(2026, 10, 22, 12), true);
    sandbox = await startTestSandbox({ dataDir, clock });
    port = sandbox.port;
  });
  afterEach(async () => {
    await sandbox.close();
    clock.close();
    rmSync(dataDir, { recursive: true });
  });

  async function restart(): Promise<SQSClient> {
    await sandbox.close();
    // The same port, so that queue URLs stay what they were.
    sandbox = await startTestSandbox({ dataDir, clock, port });
    return sandbox.sqs();
  }

  async function make(
    name: string,
    Attributes: Record<string, string> = {},
    client = sandbox.sqs(),
  ): Promise<string> {
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName: name, Attributes, tags: { team: 'a' } }),
    );
    return QueueUrl ?? '';
  }

  it('has its queues with attributes and tags', async () => {
    const url = await make('orders', { VisibilityTimeout: '77' });
    const before = await attributes(sandbox.sqs(), url);
    const sqs = await restart();
    expect(await attributes(sqs, url)).toEqual(before);
    expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl: url }))).Tags).toEqual({ team: 'a' });
  });

  it('has its messages in order, whole', async () => {
    const url = await make('orders');
    const MessageAttributes = {
      text: { DataType: 'String.x', StringValue: 'v' },
      bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) },
    };
    for (let i = 0; i < 12; i++)
      await send(sandbox.sqs(), url, `m${i} 🏞`, { MessageAttributes, MessageGroupId: 'g' });
    const sqs = await restart();
    const messages = [...(await receive(sqs, url)), ...(await receive(sqs, url))];
    expect(bodies(messages)).toEqual(Array.from({ length: 12 }, (_, i) => `m${i} 🏞`));
    expect(messages[0]).toMatchObject({ MessageAttributes, Attributes: { MessageGroupId: 'g' } });
  });

  it('keeps what is in flight or delayed hidden for the rest of its time', async () => {
    const url = await make('orders');
    await send(sandbox.sqs(), url, 'held');
    await receiveOne(sandbox.sqs(), url, { VisibilityTimeout: 60 });
    await send(sandbox.sqs(), url, 'delayed', { DelaySeconds: 30 });
    const sqs = await restart();
    expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 1, delayed: 1 });
    clock.advance(30_000);
    expect(await counts(sqs, url)).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
    clock.advance(30_000);
    expect((await receive(sqs, url)).map((m) => m.Attributes?.['ApproximateReceiveCount'])).toEqual([
      '2',
      '1',
    ]);
  });

  it('honours receipt handles from before', async () => {
    const url = await make('orders');
    await send(sandbox.sqs(), url, 'held');
    const { ReceiptHandle } = await receiveOne(sandbox.sqs(), url);
    const sqs = await restart();
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('forgets what was deleted, purged or expired', async () => {
    const url = await make('orders');
    await send(sandbox.sqs(), url, 'deleted');
    const { ReceiptHandle } = await receiveOne(sandbox.sqs(), url);
    await sandbox.sqs().send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    const purged = await make('purged');
    await send(sandbox.sqs(), purged, 'x');
    await sandbox.sqs().send(new PurgeQueueCommand({ QueueUrl: purged }));
    const short = await make('short', { MessageRetentionPeriod: '60' });
    await send(sandbox.sqs(), short, 'x');
    const gone = await make('gone');
    await send(sandbox.sqs(), gone, 'x');
    await sandbox.sqs().send(new DeleteQueueCommand({ QueueUrl: gone }));
    clock.advance(60_000);
    const sqs = await restart();
    for (const each of [url, purged, short]) {
      expect(await counts(sqs, each)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    }
    expect((await refusal(attributes(sqs, gone))).name).toBe('QueueDoesNotExist');
  });

  it('keeps locked groups locked and duplicates swallowed', async () => {
    const url = await make('payments.fifo', FIFO);
    for (const body of ['a1', 'a2']) await send(sandbox.sqs(), url, body, { MessageGroupId: 'a' });
    const { Attributes } = await receiveOne(sandbox.sqs(), url);
    let sqs = await restart();
    expect(await receive(sqs, url)).toEqual([]);
    await send(sqs, url, 'a2', { MessageGroupId: 'a' });
    expect(await counts(sqs, url)).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
    const { SequenceNumber = '' } = await send(sqs, url, 'a3', { MessageGroupId: 'a' });
    expect(SequenceNumber > (Attributes?.['SequenceNumber'] ?? '')).toBe(true);
    clock.advance(30_000);
    sqs = await restart();
    expect(bodies(await receive(sqs, url))).toEqual(['a1', 'a2', 'a3']);
  });

  it('keeps sequence numbers growing in a queue that was emptied', async () => {
    const url = await make('payments.fifo', FIFO);
    const first = await send(sandbox.sqs(), url, 'x', { MessageGroupId: 'g' });
    await sandbox.sqs().send(new PurgeQueueCommand({ QueueUrl: url }));
    const second = await send(await restart(), url, 'y', { MessageGroupId: 'g' });
    expect((second.SequenceNumber ?? '') > (first.SequenceNumber ?? '')).toBe(true);
  });

  it('keeps queues of one name in two regions and two accounts apart', async () => {
    const places = [
      ['000000000000', 'us-east-1'],
      ['000000000000', 'eu-west-1'],
      ['111111111111', 'us-east-1'],
    ] as const;
    const urls: string[] = [];
    for (const place of places) {
      const client = sandbox.sqs(...place);
      const url = await make('same', {}, client);
      await send(client, url, place.join(' '));
      urls.push(url);
    }
    await restart();
    for (const [index, place] of places.entries()) {
      expect(bodies(await receive(sandbox.sqs(...place), urls[index] ?? ''))).toEqual([place.join(' ')]);
    }
  });

  it('goes on with a move task', async () => {
    const dlq = await make('dlq');
    const SourceArn = await arnOf(sandbox.sqs(), dlq);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 });
    const url = await make('orders', { RedrivePolicy });
    for (let i = 0; i < 3; i++) await send(sandbox.sqs(), dlq, `m${i}`);
    const DestinationArn = await arnOf(sandbox.sqs(), url);
    const task = { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 1 };
    await sandbox.sqs().send(new StartMessageMoveTaskCommand(task));
    clock.advance(1000);
    const sqs = await restart();
    const { Results: running } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(running).toMatchObject([{ Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 1 }]);
    clock.advance(3000);
    const { Results: done } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(done).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 }]);
    expect((await counts(sqs, url)).visible).toBe(3);
  });

  it('remembers where a dead letter came from', async () => {
    const dlq = await make('dlq');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: await arnOf(sandbox.sqs(), dlq),
      maxReceiveCount: 1,
    });
    const url = await make('orders', { RedrivePolicy, VisibilityTimeout: '0' });
    await send(sandbox.sqs(), url, 'poison');
    for (let i = 0; i < 2; i++) await receive(sandbox.sqs(), url);
    const sqs = await restart();
    const { Attributes } = await receiveOne(sqs, dlq);
    expect(Attributes).toMatchObject({
      DeadLetterQueueSourceArn: await arnOf(sqs, url),
      ApproximateReceiveCount: '2',
    });
  });

  it('has its topics and subscriptions', async () => {
    const url = await make('orders');
    const Endpoint = await arnOf(sandbox.sqs(), url);
    const { TopicArn } = await sandbox.sns().send(new CreateTopicCommand({ Name: 'order-events' }));
    await sandbox.sns().send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
    await restart();
    const { Topics } = await sandbox.sns().send(new ListTopicsCommand({}));
    const { Subscriptions } = await sandbox.sns().send(new ListSubscriptionsCommand({}));
    expect([Topics, Subscriptions]).toMatchObject([
      [{ TopicArn }],
      [{ TopicArn, Protocol: 'sqs', Endpoint }],
    ]);
  });

  it('has its folder to itself', async () => {
    await expect(startTestSandbox({ dataDir, clock })).rejects.toThrow('is in use by another sandbox');
  });

  it('does not seed what it has', async () => {
    await make('mine');
    await sandbox.close();
    sandbox = await startTestSandbox({ dataDir, clock, port, seed: true });
    const { QueueUrls } = await sandbox.sqs().send(new ListQueuesCommand({}));
    expect(QueueUrls).toHaveLength(1);
  });
});
