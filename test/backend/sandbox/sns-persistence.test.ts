import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import {
  FIFO,
  letIn,
  publish,
  setSubscription,
  subscribe,
  subscriptionAttributes,
} from '../../support/sns-calls.ts';
import { values } from '../../support/metric-calls.ts';
import { arnOf, bodies, receive, send } from '../../support/sqs-calls.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sns-persistence-'));
const clock = createSettableClock(Date.UTC(2026, 10, 22, 12), true);
let running: TestSandbox | undefined;

const start = async (): Promise<TestSandbox> => {
  // One sandbox has the folder at a time.
  await running?.close();
  return (running = await startTestSandbox({ clock, dataDir: folder }));
};

afterEach(async () => {
  await running?.close();
  running = undefined;
});
afterAll(() => {
  clock.close();
  rmSync(folder, { recursive: true, force: true });
});

test('topics, subscriptions, duplicates and archives outlive a restart, and so does a replay under way', async () => {
  let sandbox = await start();
  const create = async (Name: string, Attributes: Record<string, string> = {}): Promise<string> =>
    (
      await sandbox
        .sns()
        .send(new CreateTopicCommand({ Name, Attributes, Tags: [{ Key: 'team', Value: '결제' }] }))
    ).TopicArn ?? '';
  const gone = await create('gone');
  const ledger = await create('ledger.fifo', { ...FIFO, ArchivePolicy: '{"MessageRetentionPeriod":"5"}' });
  const { QueueUrl: url = '' } = await sandbox.sqs().send(new CreateQueueCommand({ QueueName: 'q' }));
  const queue = await arnOf(sandbox.sqs(), url);
  await sandbox
    .sqs()
    .send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: letIn(queue, ledger) } }));
  const began = clock.now();
  const sent = Array.from({ length: 30 }, (_, index) => `m${index}`);
  for (const body of sent) await publish(sandbox.sns(), ledger, body, { MessageGroupId: 'g' });
  const first = await publish(sandbox.sns(), ledger, 'm0', { MessageGroupId: 'g' });
  const subscription = await subscribe(sandbox.sns(), ledger, 'sqs', queue, { RawMessageDelivery: 'true' });
  const StartingPoint = new Date(began).toISOString();
  await setSubscription(
    sandbox.sns(),
    subscription,
    'ReplayPolicy',
    JSON.stringify({ PointType: 'Timestamp', StartingPoint }),
  );
  clock.advance(100);
  await sandbox.sns().send(new DeleteTopicCommand({ TopicArn: gone }));
  await sandbox.close();

  sandbox = await start();
  const { Topics } = await sandbox.sns().send(new ListTopicsCommand({}));
  expect(Topics).toEqual([{ TopicArn: ledger }]);
  const { Tags } = await sandbox.sns().send(new ListTagsForResourceCommand({ ResourceArn: ledger }));
  expect(Tags).toEqual([{ Key: 'team', Value: '결제' }]);
  const { Attributes } = await sandbox.sns().send(new GetTopicAttributesCommand({ TopicArn: ledger }));
  expect(Attributes).toMatchObject({ BeginningArchiveTime: StartingPoint, SubscriptionsConfirmed: '1' });
  expect((await publish(sandbox.sns(), ledger, 'm0', { MessageGroupId: 'g' })).MessageId).toBe(
    first.MessageId,
  );
  await vi.waitUntil(
    async () => {
      clock.advance(200);
      return (await subscriptionAttributes(sandbox.sns(), subscription)).ReplayStatus === 'Completed';
    },
    { timeout: 5000, interval: 5 },
  );
  const received: string[] = [];
  for (let batch = bodies(await receive(sandbox.sqs(), url)); batch.length > 0;) {
    received.push(...batch);
    batch = bodies(await receive(sandbox.sqs(), url));
  }
  expect(received).toEqual(sent);
});

test('metrics outlive a restart, gauges and counts', async () => {
  let sandbox = await start();
  const { QueueUrl: url = '' } = await sandbox.sqs().send(new CreateQueueCommand({ QueueName: 'measured' }));
  for (let minute = 0; minute < 3; minute++) {
    await send(sandbox.sqs(), url, 'x');
    clock.advance(60_000);
  }
  await sandbox.close();

  sandbox = await start();
  const given = { endpoint: sandbox.url, account: '000000000000', region: 'us-east-1', clock };
  expect(await values(given, url, 'NumberOfMessagesSent', 'Sum', 3600)).toEqual([3]);
  expect((await values(given, url, 'ApproximateNumberOfMessagesVisible', 'Maximum')).slice(0, 3)).toEqual([
    1, 2, 3,
  ]);
});
