import {
  CreateQueueCommand,
  DeleteQueueCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { CreateTopicCommand, SetSubscriptionAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
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

const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl!;
const createSource = (name: string, dlq: string): Promise<string> =>
  create(name, {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(dlq), maxReceiveCount: 3 }),
  });
const deadLetters = (urls: string[], again = false) => test.client.queues.deadLetters({ scope, urls, again });

describe('the sources of dead-letter queues', () => {
  it('are those that SQS itself names, of every queue that was asked about', async () => {
    const dlq = await create('shared-dlq');
    const plain = await create('plain');
    const sources = [await createSource('orders', 'shared-dlq'), await createSource('returns', 'shared-dlq')];
    const [ofDlq, ofPlain] = await deadLetters([dlq, plain]);
    expect(new Set(ofDlq?.sources)).toEqual(new Set(sources));
    expect(ofPlain).toMatchObject({ url: plain, sources: [], failure: null });
  });

  it('are kept for a while, and read anew when that is asked for', async () => {
    const dlq = await create('orders-dlq');
    expect((await deadLetters([dlq]))[0]?.sources).toEqual([]);
    const source = await createSource('orders', 'orders-dlq');
    expect((await deadLetters([dlq]))[0]?.sources).toEqual([]);
    expect((await deadLetters([dlq], true))[0]?.sources).toEqual([source]);
    expect((await deadLetters([dlq]))[0]?.sources).toEqual([source]);
  });

  it('that may not be read say which permission is missing, and leave the others alone', async () => {
    const [denied, open] = [await create('denied-dlq'), await create('open-dlq')];
    sandbox.faults.add({
      action: 'ListDeadLetterSourceQueues',
      resource: 'denied-dlq',
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    const [first, second] = await deadLetters([denied, open]);
    expect(first).toMatchObject({
      sources: null,
      failure: { code: 'ACCESS_DENIED', iamAction: 'sqs:ListDeadLetterSourceQueues' },
    });
    expect(second).toMatchObject({ sources: [], failure: null });
    // A refusal is not kept: whoever is allowed now sees it at once.
    sandbox.faults.clear();
    expect((await deadLetters([denied]))[0]).toMatchObject({ sources: [], failure: null });
  });
});

describe('the ages that CloudWatch tells', () => {
  it('are those of the newest minute, and nothing where there is no point', async () => {
    const own = await startTestBackend({ sandbox: { endpoint: sandbox.url }, clock: sandbox.clock });
    const [dlq, quiet] = [await create('orders-dlq'), await create('quiet-dlq')];
    await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody: 'failed' }));
    await sqs.send(new DeleteQueueCommand({ QueueUrl: quiet }));
    for (let minute = 0; minute < 3; minute += 1) sandbox.clock.advance(60_000);
    const [age, none] = await own.client.queues.ages({ scope, urls: [dlq, quiet] });
    expect(age?.seconds).toBeGreaterThanOrEqual(120);
    expect(age?.seconds).toBeLessThanOrEqual(180);
    expect(sandbox.clock.now() - (age?.at ?? 0)).toBeLessThanOrEqual(120_000);
    expect(none).toEqual({ url: quiet, seconds: null, at: null });
    await own.close();
  });

  it('that may not be read fail with the permission that is missing', async () => {
    const dlq = await create('orders-dlq');
    sandbox.faults.add({
      action: 'GetMetricData',
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    const failure = await failureOf(test.client.queues.ages({ scope, urls: [dlq] }));
    expect(failure).toMatchObject({ code: 'ACCESS_DENIED', iamAction: 'cloudwatch:GetMetricData' });
  });
});

describe('the dead-letter queues of subscriptions', () => {
  const subscribe = async (endpoint: string, dlq: string | null): Promise<string> => {
    const sns = sandbox.sns();
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'events' }));
    const { SubscriptionArn = '' } = await sns.send(
      new SubscribeCommand({
        ...{ TopicArn, Protocol: 'sqs', Endpoint: arnOf(endpoint), ReturnSubscriptionArn: true },
      }),
    );
    const AttributeValue = JSON.stringify({ deadLetterTargetArn: arnOf(dlq ?? '') });
    if (dlq)
      await sns.send(
        new SetSubscriptionAttributesCommand({
          ...{ SubscriptionArn, AttributeName: 'RedrivePolicy', AttributeValue },
        }),
      );
    return SubscriptionArn;
  };

  it('are named with the subscription, its topic and its endpoint', async () => {
    for (const name of ['orders', 'billing', 'undelivered']) await create(name);
    const arn = await subscribe('orders', 'undelivered');
    await subscribe('billing', null);
    const { found, read, unread, cut, cursor } = await test.client.subscriptions.deadLetters({ scope });
    expect({ read, unread, cut, cursor }).toEqual({ read: 2, unread: 0, cut: false, cursor: undefined });
    expect(found).toEqual([
      {
        ...{ arn, protocol: 'sqs', endpoint: arnOf('orders'), deadLetterTargetArn: arnOf('undelivered') },
        topicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:events`,
      },
    ]);
  });

  it('cost no second call a subscription while they are kept', async () => {
    for (const name of ['orders', 'undelivered']) await create(name);
    await subscribe('orders', 'undelivered');
    await test.client.subscriptions.deadLetters({ scope });
    sandbox.faults.add({ action: 'GetSubscriptionAttributes', fault: { kind: 'throttle' } });
    const again = await test.client.subscriptions.deadLetters({ scope });
    expect(again).toMatchObject({ read: 1, unread: 0 });
    expect(again.found).toHaveLength(1);
  });

  it('that may not be read are counted with the reason', async () => {
    for (const name of ['orders', 'undelivered']) await create(name);
    await subscribe('orders', 'undelivered');
    sandbox.faults.add({
      action: 'GetSubscriptionAttributes',
      fault: { kind: 'error', type: 'AuthorizationError', status: 403 },
    });
    expect(await test.client.subscriptions.deadLetters({ scope })).toMatchObject({
      ...{ found: [], read: 0, unread: 1 },
      failure: { code: 'ACCESS_DENIED', iamAction: 'sns:GetSubscriptionAttributes' },
    });
  });
});

describe('the newest move task of several queues', () => {
  it('is told with each queue, and nothing where none ever ran', async () => {
    const [dlq, other] = [await create('orders-dlq'), await create('other-dlq')];
    const target = await create('target');
    await createSource('orders', 'orders-dlq');
    await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody: 'failed' }));
    await test.client.redrives.start({ scope, queueUrl: dlq, destination: arnOf('target'), rate: 1 });
    const [first, second] = await test.client.redrives.latest({ scope, urls: [dlq, other] });
    expect(first?.task).toMatchObject({ destination: arnOf('target'), rate: 1, total: 1 });
    expect(second).toEqual({ url: other, task: null, failure: null });
    expect(target).toContain('target');
  });

  it('that may not be read carries its failure, the others are told', async () => {
    const [denied, open] = [await create('denied-dlq'), await create('open-dlq')];
    sandbox.faults.add({
      action: 'ListMessageMoveTasks',
      resource: 'denied-dlq',
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    const [first, second] = await test.client.redrives.latest({ scope, urls: [denied, open] });
    expect(first).toMatchObject({ task: null, failure: { code: 'ACCESS_DENIED' } });
    expect(second).toMatchObject({ task: null, failure: null });
  });
});

it('marks of dead-letter queues are kept, and go with the profile that is forgotten', async () => {
  const url = await create('lambda-failures');
  const other = { profile: 'other', region: 'us-east-1' };
  const marked = [
    { scope, url, by: 'lambda' as const },
    { scope: other, url, by: 'eventbridge' as const },
  ];
  await test.client.settings.set({ marked });
  expect((await test.client.settings.get({})).marked).toEqual(marked);
  await test.client.profiles.forget({ profile: 'sandbox' });
  expect((await test.client.settings.get({})).marked).toEqual([marked[1]]);
});
