import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  sqs = sandbox.sqs();
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
});

const create = async (name: string, Attributes: Record<string, string> = {}, tags = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes, tags }))).QueueUrl!;

describe('the list', () => {
  it('pages through more than a thousand queues', async () => {
    for (let i = 0; i < 1005; i += 1) await create(`q-${i}`);
    const first = await test.client.queues.list({ scope });
    expect(first.queues).toHaveLength(1000);
    const second = await test.client.queues.list({ scope, cursor: first.cursor });
    expect(second.cursor).toBeUndefined();
    expect(new Set([...first.queues, ...second.queues].map(({ name }) => name)).size).toBe(1005);
  });

  it('takes a prefix, and keeps regions apart', async () => {
    const url = await create('orders.fifo', { FifoQueue: 'true' });
    await create('other');
    expect((await test.client.queues.list({ scope, prefix: 'ord' })).queues).toEqual([
      { url, name: 'orders.fifo', fifo: true },
    ]);
    expect((await test.client.queues.list({ scope: { ...scope, region: 'eu-west-1' } })).queues).toEqual([]);
  });
});

describe('a queue', () => {
  it('is told in full, with tags and the queues that use it as their DLQ', async () => {
    const dlq = await create('orders-dlq', { MessageRetentionPeriod: '1209600' }, { team: 'shop' });
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders-dlq`;
    const orders = await create('orders', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 4 }),
    });
    expect(await test.client.queues.get({ scope, queueUrl: dlq })).toMatchObject({
      name: 'orders-dlq',
      arn: deadLetterTargetArn,
      account: ACCOUNT,
      retentionPeriod: 1_209_600,
      tags: { team: 'shop' },
      deadLetterSources: [orders],
      missing: {},
      attributes: { MessageRetentionPeriod: '1209600' },
    });
    expect(await test.client.queues.get({ scope, queueUrl: orders })).toMatchObject({
      redrivePolicy: { deadLetterTargetArn, maxReceiveCount: 4 },
      createdAt: sandbox.clock.now(),
    });
  });

  it('that does not exist', async () => {
    const queueUrl = `${sandbox.url}/${ACCOUNT}/ghost`;
    expect(await failureOf(test.client.queues.get({ scope, queueUrl }))).toMatchObject({
      code: 'NOT_FOUND',
      resource: queueUrl,
    });
  });

  it('that fails does not harm the others', async () => {
    const url = await create('orders');
    const described = await test.client.queues.describe({
      scope,
      urls: [`${sandbox.url}/${ACCOUNT}/ghost`, url],
    });
    expect(described).toMatchObject([
      { summary: null, failure: { code: 'NOT_FOUND' } },
      { summary: { name: 'orders' }, failure: null },
    ]);
  });
});

it('watching shows changes as they come, and ends with the reader', async () => {
  const url = await create('orders');
  const seen: number[] = [];
  const events = await test.client.queues.watch({ scope, urls: [url] });
  for await (const [described] of events) {
    seen.push(described?.summary?.counts.visible ?? -1);
    if (seen.length === 1) await test.client.messages.send({ scope, queueUrl: url, body: 'x' });
    if (seen.at(-1) === 1) break;
  }
  expect(seen[0]).toBe(0);
});

it('the sandbox says who one is', async () => {
  expect(await test.client.profiles.identify({ scope })).toMatchObject({
    account: ACCOUNT,
    region: 'us-east-1',
    endpoint: sandbox.url,
    expiresAt: null,
  });
});

it('without a sandbox its profile says so', async () => {
  test.host.sandbox = null;
  expect(await failureOf(test.client.queues.list({ scope }))).toMatchObject({
    code: 'NETWORK',
    profile: 'sandbox',
  });
});
