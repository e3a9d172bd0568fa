import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url }, clock: sandbox.clock });
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
});

const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sandbox.sqs().send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl!;
const get = (queueUrl: string) => test.client.queues.get({ scope, queueUrl });
const names = async () => (await test.client.queues.list({ scope })).queues.map(({ name }) => name);
const send = (queueUrl: string, body = 'x') =>
  sandbox.sqs().send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
const entryOf = async (name: string) =>
  (await test.client.audit.list({})).entries.find(({ action }) => action === name);

describe('creating', () => {
  it('makes a queue with every setting and its tags', async () => {
    const { queue, deadLetterQueue } = await test.client.queues.create({
      scope,
      name: 'orders.fifo',
      fifo: true,
      settings: {
        visibilityTimeout: 60,
        retentionPeriod: 86_400,
        delay: 5,
        maximumMessageSize: 2048,
        receiveWait: 20,
        contentBasedDeduplication: true,
        deduplicationScope: 'messageGroup',
        throughputLimit: 'perMessageGroupId',
        encryption: { kind: 'sse-kms', keyId: 'alias/shop', reusePeriod: 600 },
        redriveAllowPolicy: { permission: 'denyAll', sources: [] },
      },
      tags: { team: 'shop' },
    });
    expect(queue).toMatchObject({ name: 'orders.fifo', fifo: true });
    expect(deadLetterQueue).toBeNull();
    const detail = await get(queue.url);
    expect(detail.tags).toEqual({ team: 'shop' });
    expect(detail.attributes).toMatchObject({
      VisibilityTimeout: '60',
      MessageRetentionPeriod: '86400',
      DelaySeconds: '5',
      MaximumMessageSize: '2048',
      ReceiveMessageWaitTimeSeconds: '20',
      FifoQueue: 'true',
      ContentBasedDeduplication: 'true',
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      KmsMasterKeyId: 'alias/shop',
      KmsDataKeyReusePeriodSeconds: '600',
      SqsManagedSseEnabled: 'false',
      RedriveAllowPolicy: '{"redrivePermission":"denyAll"}',
    });
  });

  it('makes the dead-letter queue first and ties the queue to it', async () => {
    const callId = randomUUID();
    const made = await test.client.queues.create({
      scope,
      name: 'orders',
      settings: { encryption: { kind: 'none' } },
      tags: { team: 'shop' },
      deadLetters: { name: 'orders-dlq', maxReceiveCount: 4, retentionPeriod: 1_209_600 },
      callId,
    });
    expect(made).toMatchObject({ queue: { name: 'orders' }, deadLetterQueue: { name: 'orders-dlq' } });
    expect((await get(made.queue.url)).redrivePolicy).toEqual({
      deadLetterTargetArn: arnOf('orders-dlq'),
      maxReceiveCount: 4,
    });
    expect(await get(made.deadLetterQueue!.url)).toMatchObject({
      retentionPeriod: 1_209_600,
      encryption: 'none',
      tags: { team: 'shop' },
      deadLetterSources: [made.queue.url],
    });
    expect(await test.client.audit.outcome({ callId })).toMatchObject({
      action: 'queues.create',
      effect: 'write',
      resource: 'orders',
      outcome: 'done',
      summary: { deadLetterQueue: 'orders-dlq', tags: 1, fifo: false },
    });
  });

  it('says that the dead-letter queue stays when the queue itself is refused', async () => {
    const first = await create('orders');
    await test.client.queues.remove({ scope, queueUrl: first });
    sandbox.clock.advance(20_000);
    const failure = await failureOf(
      test.client.queues.create({
        scope,
        name: 'orders',
        deadLetters: { name: 'orders-dlq', maxReceiveCount: 4 },
      }),
    );
    expect(failure).toMatchObject({ code: 'CONFLICT', numbers: { seconds: 40 } });
    expect(failure.message).toContain('orders-dlq was made and stays');
    expect(await names()).toEqual(['orders-dlq']);
  });

  it('never takes an existing queue for a new one, even of equal attributes', async () => {
    await create('orders');
    await create('spare');
    expect(await failureOf(test.client.queues.create({ scope, name: 'orders' }))).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'name',
      resource: 'orders',
    });
    const deadLetters = { name: 'spare', maxReceiveCount: 3 };
    expect(await failureOf(test.client.queues.create({ scope, name: 'fresh', deadLetters }))).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'deadLetters.name',
    });
    expect(await names()).toEqual(['orders', 'spare']);
  });

  it('tells how long the name of a deleted queue is locked', async () => {
    const queueUrl = await create('orders');
    await test.client.queues.remove({ scope, queueUrl });
    sandbox.clock.advance(12_500);
    expect(await failureOf(test.client.queues.create({ scope, name: 'orders' }))).toMatchObject({
      code: 'CONFLICT',
      retryable: true,
      numbers: { seconds: 48 },
    });
    sandbox.clock.advance(48_000);
    expect(await test.client.queues.create({ scope, name: 'orders' })).toMatchObject({
      queue: { name: 'orders' },
    });
  });
});

describe('what AWS would refuse is refused with its field before anything goes out', () => {
  const base = { scope, name: 'orders' };
  it.each([
    ['name', { name: 'no spaces' }],
    ['name', { name: 'x'.repeat(81) }],
    ['name', { name: 'orders.fifo' }],
    ['name', { fifo: true }],
    ['settings.visibilityTimeout', { settings: { visibilityTimeout: 43_201 } }],
    ['settings.retentionPeriod', { settings: { retentionPeriod: 59 } }],
    ['settings.delay', { settings: { delay: 901 } }],
    ['settings.maximumMessageSize', { settings: { maximumMessageSize: 1_048_577 } }],
    ['settings.receiveWait', { settings: { receiveWait: 21 } }],
    ['settings.contentBasedDeduplication', { settings: { contentBasedDeduplication: true } }],
    ['settings.encryption.keyId', { settings: { encryption: { kind: 'sse-kms' as const } } }],
    [
      'settings.throughputLimit',
      { name: 'a.fifo', fifo: true, settings: { throughputLimit: 'perMessageGroupId' as const } },
    ],
    [
      'settings.redrivePolicy.deadLetterTargetArn',
      { settings: { redrivePolicy: { deadLetterTargetArn: arnOf('d.fifo'), maxReceiveCount: 3 } } },
    ],
    [
      'settings.redrivePolicy.maxReceiveCount',
      { settings: { redrivePolicy: { deadLetterTargetArn: arnOf('d'), maxReceiveCount: 1001 } } },
    ],
    [
      'settings.redriveAllowPolicy.sources',
      { settings: { redriveAllowPolicy: { permission: 'byQueue' as const, sources: [] } } },
    ],
    ['settings.policy', { settings: { policy: '{' } }],
    ['tags.aws:x', { tags: { 'aws:x': '1' } }],
    ['deadLetters.name', { deadLetters: { name: 'orders', maxReceiveCount: 3 } }],
    ['deadLetters.maxReceiveCount', { deadLetters: { name: 'd', maxReceiveCount: 0 } }],
  ])('%s', async (field, change) => {
    const endpoint = await startAnswering(() => ({ status: 500 }));
    test.host.sandbox = { endpoint: endpoint.url };
    expect(await failureOf(test.client.queues.create({ ...base, ...change }))).toMatchObject({
      code: 'INVALID_INPUT',
      field,
    });
    expect(endpoint.asked).toEqual([]);
    await endpoint.close();
  });
});

describe('configuring', () => {
  it('sets what is given and leaves the rest', async () => {
    const queueUrl = await create('orders', { DelaySeconds: '7' });
    const { attributes } = await test.client.queues.configure({
      scope,
      queueUrl,
      changes: { visibilityTimeout: 45 },
    });
    expect(attributes).toEqual(['VisibilityTimeout']);
    expect((await get(queueUrl)).attributes).toMatchObject({ VisibilityTimeout: '45', DelaySeconds: '7' });
    expect(await entryOf('queues.configure')).toMatchObject({
      resource: queueUrl,
      outcome: 'done',
      summary: { attributes: 'VisibilityTimeout' },
    });
  });

  it('removes policies and keys in the form AWS wants', async () => {
    await create('dlq');
    const queueUrl = await create('orders', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf('dlq'), maxReceiveCount: 3 }),
      RedriveAllowPolicy: '{"redrivePermission":"denyAll"}',
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: arnOf('orders') },
        ],
      }),
      KmsMasterKeyId: 'alias/shop',
    });
    await test.client.queues.configure({
      scope,
      queueUrl,
      changes: {
        redrivePolicy: null,
        redriveAllowPolicy: null,
        policy: null,
        encryption: { kind: 'sse-sqs' },
      },
    });
    const { attributes } = await get(queueUrl);
    for (const gone of ['RedrivePolicy', 'RedriveAllowPolicy', 'Policy', 'KmsMasterKeyId'])
      expect(attributes).not.toHaveProperty(gone);
    expect(attributes.SqsManagedSseEnabled).toBe('true');
  });

  it('knows no way to change the type of a queue', async () => {
    const queueUrl = await create('orders');
    const changes: object = { fifoQueue: true };
    expect(await failureOf(test.client.queues.configure({ scope, queueUrl, changes }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'changes',
    });
  });

  it('takes high throughput only when the scope that stays allows it', async () => {
    const queueUrl = await create('a.fifo', { FifoQueue: 'true' });
    const changes = { throughputLimit: 'perMessageGroupId' as const };
    expect(await failureOf(test.client.queues.configure({ scope, queueUrl, changes }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'changes.throughputLimit',
    });
    const both = { ...changes, deduplicationScope: 'messageGroup' as const };
    await test.client.queues.configure({ scope, queueUrl, changes: both });
    expect((await get(queueUrl)).attributes.FifoThroughputLimit).toBe('perMessageGroupId');
  });

  it('refuses to change nothing', async () => {
    const queueUrl = await create('orders');
    expect(await failureOf(test.client.queues.configure({ scope, queueUrl, changes: {} }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'changes',
    });
  });
});

describe('tagging', () => {
  it('sets and removes', async () => {
    const { queue } = await test.client.queues.create({ scope, name: 'orders', tags: { a: '1', b: '2' } });
    const input = { scope, queueUrl: queue.url, set: { a: '9', c: '가' }, remove: ['b'] };
    expect(await test.client.queues.tag(input)).toEqual({ set: 2, removed: 1 });
    expect((await get(queue.url)).tags).toEqual({ a: '9', c: '가' });
  });

  it('refuses a tag that is set and removed, a reserved one, and nothing at all', async () => {
    const queueUrl = await create('orders');
    const tag = (input: object) => failureOf(test.client.queues.tag({ scope, queueUrl, ...input }));
    expect(await tag({ set: { a: '1' }, remove: ['a'] })).toMatchObject({ field: 'remove' });
    expect(await tag({ set: { 'AWS:a': '1' } })).toMatchObject({ field: 'set.AWS:a' });
    expect(await tag({ set: { a: 'x'.repeat(257) } })).toMatchObject({ field: 'set.a' });
    expect(await tag({})).toMatchObject({ code: 'INVALID_INPUT', field: 'set' });
  });
});

describe('purging', () => {
  it('empties the queue, messages in flight too, and records how many they were', async () => {
    const queueUrl = await create('orders');
    for (const body of ['a', 'b', 'c']) await send(queueUrl, body);
    await sandbox.sqs().send(new ReceiveMessageCommand({ QueueUrl: queueUrl }));
    const { before } = await test.client.queues.purge({ scope, queueUrl });
    expect(before).toMatchObject({ visible: 2, inFlight: 1, delayed: 0 });
    expect((await get(queueUrl)).counts).toMatchObject({ visible: 0, inFlight: 0 });
    expect(await entryOf('queues.purge')).toMatchObject({
      effect: 'destroy',
      resource: queueUrl,
      outcome: 'done',
      summary: { visible: 2, inFlight: 1, delayed: 0 },
    });
  });

  it('is refused within 60 s of the last one, with the seconds left', async () => {
    const queueUrl = await create('orders');
    await test.client.queues.purge({ scope, queueUrl });
    sandbox.clock.advance(15_000);
    expect(await failureOf(test.client.queues.purge({ scope, queueUrl }))).toMatchObject({
      code: 'CONFLICT',
      retryable: true,
      numbers: { seconds: 45 },
    });
    sandbox.clock.advance(45_000);
    await test.client.queues.purge({ scope, queueUrl });
  });

  it('is refused on a read-only profile, and nothing is gone', async () => {
    const queueUrl = await create('orders');
    await send(queueUrl);
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'read-only' });
    expect((await failureOf(test.client.queues.purge({ scope, queueUrl }))).code).toBe('READ_ONLY_PROFILE');
    expect(await entryOf('queues.purge')).toMatchObject({ outcome: 'refused' });
    expect((await get(queueUrl)).counts.visible).toBe(1);
  });
});

describe('deleting', () => {
  it('takes the queue away and records what it held', async () => {
    const queueUrl = await create('orders');
    await send(queueUrl);
    const { before } = await test.client.queues.remove({ scope, queueUrl });
    expect(before).toMatchObject({ visible: 1 });
    expect(await names()).toEqual([]);
    expect(await entryOf('queues.remove')).toMatchObject({
      effect: 'destroy',
      resource: queueUrl,
      outcome: 'done',
      summary: { visible: 1 },
    });
  });

  it('asks on a guarded profile for the name of the queue', async () => {
    const queueUrl = await create('orders');
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'confirm' });
    expect(await failureOf(test.client.queues.remove({ scope, queueUrl }))).toMatchObject({
      code: 'CONFIRMATION_NEEDED',
      confirmation: 'orders',
    });
    expect(await names()).toEqual(['orders']);
    await test.client.queues.remove({ scope, queueUrl, confirmation: 'orders' });
    expect(await names()).toEqual([]);
  });

  it('is refused on a read-only profile, and the queue stays', async () => {
    const queueUrl = await create('orders');
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'read-only' });
    expect((await failureOf(test.client.queues.remove({ scope, queueUrl }))).code).toBe('READ_ONLY_PROFILE');
    expect(await entryOf('queues.remove')).toMatchObject({ outcome: 'refused' });
    expect(await names()).toEqual(['orders']);
  });

  it('of a queue that is not there says so, and makes no second try', async () => {
    const queueUrl = `${sandbox.url}/${ACCOUNT}/ghost`;
    expect((await failureOf(test.client.queues.remove({ scope, queueUrl }))).code).toBe('NOT_FOUND');
  });
});

it('an act whose answer is lost is told as unknown and is sent once', async () => {
  const endpoint = await startAnswering(({ action }) =>
    action === 'PurgeQueue'
      ? undefined
      : { status: 200, body: JSON.stringify({ Attributes: { ApproximateNumberOfMessages: '3' } }) },
  );
  test.host.sandbox = { endpoint: endpoint.url };
  const queueUrl = `${endpoint.url}/${ACCOUNT}/orders`;
  expect((await failureOf(test.client.queues.purge({ scope, queueUrl }))).code).toBe('OUTCOME_UNKNOWN');
  expect(endpoint.asked.filter(({ action }) => action === 'PurgeQueue')).toHaveLength(1);
  expect(await entryOf('queues.purge')).toMatchObject({ outcome: 'unknown', summary: { visible: 3 } });
  await endpoint.close();
});
