import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { settle } from '../../support/clock.ts';
import { attributes, receive, send } from '../../support/sqs-calls.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;

beforeEach(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  // The sandbox profile's own account.
  sqs = sandbox.sqs();
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl!;
const withDlq = async (maxReceiveCount: number, fifo = false): Promise<string> => {
  const suffix = fifo ? '.fifo' : '';
  const kind: Record<string, string> = fifo ? { FifoQueue: 'true', ContentBasedDeduplication: 'true' } : {};
  await create(`work-dlq${suffix}`, kind);
  const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:work-dlq${suffix}`;
  return create(`work${suffix}`, {
    ...kind,
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
  });
};
const fill = async (url: string, count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await send(sqs, url, `body ${i}`);
};
const peek = (queueUrl: string, more: object = {}) =>
  test.client.messages.peek({ scope, queueUrl, waitSeconds: 0, ...more });
const visible = async (url: string): Promise<string[]> => {
  const { ApproximateNumberOfMessages = '', ApproximateNumberOfMessagesNotVisible = '' } = await attributes(
    sqs,
    url,
  );
  return [ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible];
};

describe('a look', () => {
  it('shows distinct messages with all they carry, and makes them visible again', async () => {
    const url = await create('orders');
    await send(sqs, url, '{"id":1}', {
      MessageAttributes: {
        total: { DataType: 'Number.int', StringValue: '7' },
        photo: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 255, 1) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2' } },
    });
    const look = await peek(url);
    expect(look).toMatchObject({
      released: 1,
      notReleased: [],
      hold: null,
      cut: null,
      budget: { verdict: 'free', looks: 1 },
    });
    expect(look.messages).toMatchObject([
      {
        body: '{"id":1}',
        attributes: {
          total: { type: 'Number.int', binary: false, value: '7' },
          photo: { type: 'Binary.png', binary: true, value: 'AP8B' },
        },
        system: { AWSTraceHeader: 'Root=1-2', ApproximateReceiveCount: '1' },
        receiveCount: 1,
        size: 8 + 5 + 10 + 1 + 5 + 10 + 3,
      },
    ]);
    expect(look.messages[0]?.sentAt).toBeGreaterThan(1.7e12);
    expect(await visible(url)).toEqual(['1', '0']);
    expect(JSON.stringify(look)).not.toContain('eceiptHandle');
  });

  it('collects many over parallel receives, each message once', async () => {
    const url = await create('orders');
    await fill(url, 45);
    const look = await peek(url, { count: 100 });
    expect(new Set(look.messages.map(({ messageId }) => messageId)).size).toBe(45);
    expect(look.messages.every(({ receiveCount }) => receiveCount === 1)).toBe(true);
    expect(look.released).toBe(45);
    expect(await visible(url)).toEqual(['45', '0']);
  });

  it('never receives more than it was asked for', async () => {
    const url = await create('orders');
    await fill(url, 30);
    const look = await peek(url, { count: 13 });
    expect(look.messages).toHaveLength(13);
    const counted = (await receive(sqs, url)).concat(await receive(sqs, url), await receive(sqs, url));
    const twice = counted.filter(({ Attributes }) => Attributes?.ApproximateReceiveCount === '2');
    expect(counted).toHaveLength(30);
    expect(twice).toHaveLength(13);
  });

  it('of an empty queue shows nothing and holds nothing', async () => {
    const look = await peek(await create('orders'), { waitSeconds: 1 });
    expect(look).toMatchObject({
      messages: [],
      released: 0,
      receives: 1,
      hold: null,
      budget: { highestSeen: null, looks: 1 },
    });
  });

  it('remembers what was seen, newest first, without another receive', async () => {
    const url = await create('orders');
    await fill(url, 3);
    const look = await peek(url);
    const { messages } = await test.client.messages.seen({ scope, queueUrl: url });
    expect(messages.map(({ messageId }) => messageId).sort()).toEqual(
      look.messages.map(({ messageId }) => messageId).sort(),
    );
    expect(await visible(url)).toEqual(['3', '0']);
    expect(
      (await test.client.messages.seen({ scope: { ...scope, region: 'eu-west-1' }, queueUrl: url })).messages,
    ).toEqual([]);
  });

  it('shows what it has when a later receive fails, says why it was cut short, and releases', async () => {
    const url = await create('orders');
    await fill(url, 20);
    sandbox.faults.add({
      action: 'ReceiveMessage',
      skip: 1,
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    const look = await peek(url, { count: 10 + 5 });
    expect(look.messages.length).toBeGreaterThan(0);
    expect(look.cut).toMatchObject({ code: 'ACCESS_DENIED', iamAction: 'sqs:ReceiveMessage' });
    expect(await visible(url)).toEqual(['20', '0']);
  });

  it('fails with the reason when nothing could be received', async () => {
    const url = await create('orders');
    sandbox.faults.add({ action: 'ReceiveMessage', fault: { kind: 'throttle' } });
    expect((await failureOf(peek(url))).code).toBe('THROTTLED');
    expect(sandbox.faults.list()[0]?.hits).toBe(1);
  });

  it('names the messages whose release failed', async () => {
    const url = await create('orders');
    await fill(url, 2);
    sandbox.faults.add({
      action: 'ChangeMessageVisibilityBatch',
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    const look = await peek(url);
    expect(look.released).toBe(0);
    expect(look.notReleased.map(({ failure }) => failure)).toMatchObject([
      { code: 'ACCESS_DENIED', iamAction: 'sqs:ChangeMessageVisibility' },
      { code: 'ACCESS_DENIED' },
    ]);
    expect(await visible(url)).toEqual(['0', '2']);
  });

  it('that is cancelled answers at once and leaves nothing hidden', async () => {
    const url = await create('orders');
    await fill(url, 2);
    const controller = new AbortController();
    const looking = test.client.messages.peek(
      { scope, queueUrl: url, count: 10, waitSeconds: 2 },
      { signal: controller.signal },
    );
    await expect.poll(() => visible(url)).toEqual(['0', '2']);
    controller.abort();
    expect((await failureOf(looking)).code).toBe('CANCELLED');
    await expect.poll(() => visible(url), { timeout: 5000 }).toEqual(['2', '0']);
    expect((await test.client.audit.list({})).entries[0]).toMatchObject({
      action: 'messages.peek',
      failure: { code: 'CANCELLED' },
    });
  });
});

describe('the receive budget', () => {
  it('is unknown before the first look, then counts down, then refuses', async () => {
    const url = await withDlq(3);
    await fill(url, 2);
    const budget = () => test.client.messages.budget({ scope, queueUrl: url });
    expect(await budget()).toMatchObject({
      verdict: 'unknown',
      maxReceiveCount: 3,
      highestSeen: null,
      looksLeft: null,
      looks: 0,
    });
    expect(await visible(url)).toEqual(['2', '0']);
    expect((await peek(url)).budget).toMatchObject({
      verdict: 'safe',
      highestSeen: 1,
      looksLeft: 1,
      looks: 1,
    });
    expect((await peek(url)).budget).toMatchObject({
      verdict: 'spent',
      highestSeen: 2,
      looksLeft: 0,
      looks: 2,
    });
    expect(await failureOf(peek(url))).toMatchObject({
      code: 'RECEIVE_BUDGET',
      numbers: { maxReceiveCount: 3, highestSeen: 2, looksLeft: 0 },
    });
    expect((await test.client.audit.list({})).entries[0]).toMatchObject({
      outcome: 'refused',
      failure: { code: 'RECEIVE_BUDGET' },
    });
    expect(await budget()).toMatchObject({ looks: 2 });
    expect((await peek(url, { force: true })).messages.map(({ receiveCount }) => receiveCount)).toEqual([
      3, 3,
    ]);
  });

  it('refuses where maxReceiveCount is 1, unless told otherwise', async () => {
    const url = await withDlq(1);
    await fill(url, 1);
    expect(await test.client.messages.budget({ scope, queueUrl: url })).toMatchObject({ verdict: 'refused' });
    expect((await failureOf(peek(url))).code).toBe('RECEIVE_BUDGET');
    expect(await visible(url)).toEqual(['1', '0']);
    expect((await peek(url, { force: true })).messages).toHaveLength(1);
  });

  it('two looks at the same time cannot both take the last safe one', async () => {
    const url = await withDlq(3);
    await fill(url, 1);
    await peek(url);
    const results = await Promise.allSettled([peek(url), peek(url)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('follows a change of the policy', async () => {
    const url = await withDlq(2);
    await fill(url, 1);
    await peek(url);
    expect((await failureOf(peek(url))).code).toBe('RECEIVE_BUDGET');
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedrivePolicy: '' } }));
    expect((await peek(url)).budget.verdict).toBe('free');
  });

  it('that cannot be read stops the look, unless told otherwise', async () => {
    const url = await withDlq(5);
    await fill(url, 1);
    sandbox.faults.add({
      action: 'GetQueueAttributes',
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    expect(await failureOf(peek(url))).toMatchObject({
      code: 'ACCESS_DENIED',
      iamAction: 'sqs:GetQueueAttributes',
    });
    expect(await peek(url, { force: true })).toMatchObject({
      budget: { verdict: 'unknown', maxReceiveCount: null },
    });
  });
});

describe('FIFO', () => {
  it('shows the first messages of each group and leaves the groups free', async () => {
    const url = await withDlq(5, true);
    for (let i = 0; i < 25; i += 1) await send(sqs, url, `body ${i}`, { MessageGroupId: `g${i % 3}` });
    const look = await peek(url, { count: 30 });
    expect(look.budget.fifo).toBe(true);
    expect(look.messages.length).toBeGreaterThan(0);
    expect(look.messages.every(({ system }) => system.MessageGroupId && system.SequenceNumber)).toBe(true);
    expect(look.released).toBe(look.messages.length);
    expect(await visible(url)).toEqual(['25', '0']);
    const next = await receive(sqs, url, { MaxNumberOfMessages: 1 });
    expect(next[0]?.Body).toBe('body 0');
  });

  it.each([
    ['one receive at a time', 'work.fifo', 1],
    ['receives side by side on a standard queue', 'work', 8],
  ])('%s', async (_, name, expected) => {
    let open = 0;
    let most = 0;
    const endpoint = await startAnswering(async ({ action }) => {
      if (action !== 'ReceiveMessage') return { status: 200, body: '{}' };
      most = Math.max(most, ++open);
      // Others that were sent at the same time arrive meanwhile.
      for (let turn = 0; turn < 50; turn += 1) await settle();
      open -= 1;
      return { status: 200, body: '{}' };
    });
    test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
    test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
    const queueUrl = `http://x/000000000000/${name}`;
    await test.client.messages.peek({
      scope: { profile: 'local', region: 'us-east-1' },
      queueUrl,
      count: 1000,
    });
    expect(most).toBe(expected);
    await endpoint.close();
  });
});

describe('a kept hold', () => {
  it('stays until it is released', async () => {
    const url = await create('orders');
    await fill(url, 3);
    const look = await peek(url, { keepHold: true, visibilitySeconds: 600 });
    expect(look).toMatchObject({ released: 0, hold: { lookId: look.lookId, count: 3 } });
    expect(await visible(url)).toEqual(['0', '3']);
    expect((await test.client.messages.seen({ scope, queueUrl: url })).holds).toEqual([look.hold]);
    const { lookId } = look;
    expect(await test.client.messages.release({ scope, queueUrl: url, lookId })).toEqual({
      released: 3,
      notReleased: 0,
    });
    expect(await visible(url)).toEqual(['3', '0']);
    expect((await failureOf(test.client.messages.release({ scope, queueUrl: url, lookId }))).code).toBe(
      'NOT_FOUND',
    );
  });

  it('is not released by way of another queue', async () => {
    const url = await create('orders');
    await fill(url, 1);
    const { lookId } = await peek(url, { keepHold: true });
    const other = { scope, queueUrl: `${url}-other`, lookId };
    expect((await failureOf(test.client.messages.release(other))).code).toBe('NOT_FOUND');
    expect(await visible(url)).toEqual(['0', '1']);
  });

  it('is released when the backend closes', async () => {
    const url = await create('orders');
    await fill(url, 2);
    await peek(url, { keepHold: true, visibilitySeconds: 600 });
    await test.backend.close();
    expect(await visible(url)).toEqual(['2', '0']);
    test = await startTestBackend();
  });
});
