import { CreateTopicCommand, SubscribeCommand, type SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { receive } from '../../support/sqs-calls.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sns: SNSClient;
let sqs: SQSClient;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  sns = sandbox.sns();
  sqs = sandbox.sqs();
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
});

const create = async (Name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sns.send(new CreateTopicCommand({ Name, Attributes, Tags: [{ Key: 'team', Value: 'shop' }] })))
    .TopicArn!;
const queueArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:inbox`;
const subscribed = async (TopicArn: string, Attributes: Record<string, string> = {}): Promise<string> => {
  const Policy = JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
      },
    ],
  });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox', Attributes: { Policy } }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn, Attributes }));
  return QueueUrl!;
};

describe('topics', () => {
  it('are listed over all pages', async () => {
    for (let i = 0; i < 103; i += 1) await create(`t-${i}`);
    const first = await test.client.topics.list({ scope });
    const second = await test.client.topics.list({ scope, cursor: first.cursor });
    expect([first.topics.length, second.topics.length, second.cursor]).toEqual([100, 3, undefined]);
  });

  it('are told in full', async () => {
    const topicArn = await create('ledger.fifo', {
      FifoTopic: 'true',
      ContentBasedDeduplication: 'true',
      DisplayName: 'Ledger',
    });
    expect(await test.client.topics.get({ scope, topicArn })).toMatchObject({
      arn: topicArn,
      name: 'ledger.fifo',
      fifo: true,
      account: ACCOUNT,
      displayName: 'Ledger',
      contentBasedDeduplication: true,
      kmsKeyId: null,
      subscriptionsConfirmed: 0,
      tags: { team: 'shop' },
      missing: {},
    });
  });

  it('that fail carry their failure, the others are unharmed', async () => {
    const topicArn = await create('events');
    const ghost = `arn:aws:sns:us-east-1:${ACCOUNT}:ghost`;
    expect(await test.client.topics.describe({ scope, arns: [ghost, topicArn] })).toMatchObject([
      { arn: ghost, summary: null, failure: { code: 'NOT_FOUND' } },
      { arn: topicArn, summary: { name: 'events' }, failure: null },
    ]);
  });
});

describe('publishing', () => {
  it('is tried once: an answer that is lost leaves the outcome unknown', async () => {
    const answering = await startAnswering(({ action }) =>
      action === 'Publish'
        ? undefined
        : { status: 200, body: `<${action}Response><${action}Result/></${action}Response>` },
    );
    const other = await startTestBackend({ sandbox: { endpoint: answering.url } });
    const topicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:events`;
    expect(await failureOf(other.client.topics.publish({ scope, topicArn, message: 'x' }))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    expect(answering.asked.filter(({ action }) => action === 'Publish')).toHaveLength(1);
    await other.close();
    await answering.close();
  });

  it('reaches a subscribed queue with its attributes', async () => {
    const topicArn = await create('events');
    const inbox = await subscribed(topicArn, { RawMessageDelivery: 'true' });
    const attributes = { kind: { type: 'String', binary: false, value: 'paid' } };
    const { messageId } = await test.client.topics.publish({ scope, topicArn, message: 'hello', attributes });
    expect(messageId).not.toBe('');
    await expect
      .poll(async () => (await receive(sqs, inbox, { VisibilityTimeout: 0 }))[0])
      .toMatchObject({
        Body: 'hello',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'paid' } },
      });
  });

  it('is recorded with its size and without its content', async () => {
    const topicArn = await create('events');
    await test.client.topics.publish({ scope, topicArn, message: 'not-to-be-kept', subject: 's' });
    const [entry] = (await test.client.audit.list({})).entries;
    expect(entry).toMatchObject({
      action: 'topics.publish',
      outcome: 'done',
      resource: topicArn,
      summary: { size: 14 },
    });
    expect(JSON.stringify(entry)).not.toContain('not-to-be-kept');
  });

  it.each([
    ['no JSON', 'x'],
    ['a list', '[]'],
    ['no default', '{"sqs":"x"}'],
  ])('a text per protocol that is %s is refused', async (_, message) => {
    const topicArn = await create('events');
    expect(
      await failureOf(test.client.topics.publish({ scope, topicArn, message, structure: 'json' })),
    ).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'message',
    });
  });

  it('beyond the limit of the topic is refused with the numbers', async () => {
    const topicArn = await create('events');
    expect(
      await failureOf(test.client.topics.publish({ scope, topicArn, message: 'x'.repeat(262_145) })),
    ).toMatchObject({
      code: 'TOO_LARGE',
      numbers: { size: 262_145, maximum: 262_144 },
    });
  });

  it('to a FIFO topic needs a group', async () => {
    const topicArn = await create('ledger.fifo', { FifoTopic: 'true' });
    expect(await failureOf(test.client.topics.publish({ scope, topicArn, message: 'x' }))).toMatchObject({
      field: 'groupId',
    });
    const sent = await test.client.topics.publish({
      scope,
      topicArn,
      message: 'x',
      groupId: 'g',
      deduplicationId: 'd',
    });
    expect(sent.sequenceNumber).not.toBeNull();
  });
});

describe('subscriptions', () => {
  it('come with their attributes', async () => {
    const topicArn = await create('events');
    await subscribed(topicArn, {
      FilterPolicy: '{"kind":["paid"]}',
      FilterPolicyScope: 'MessageBody',
      RawMessageDelivery: 'true',
    });
    const { subscriptions, cursor } = await test.client.subscriptions.list({ scope, topicArn });
    expect(cursor).toBeUndefined();
    expect(subscriptions).toMatchObject([
      {
        state: 'confirmed',
        topicArn,
        protocol: 'sqs',
        endpoint: queueArn,
        rawDelivery: true,
        filterPolicy: '{"kind":["paid"]}',
        filterPolicyScope: 'MessageBody',
        deadLetterTargetArn: null,
        failure: null,
      },
    ]);
  });

  it('that wait for confirmation have no ARN', async () => {
    const TopicArn = await create('events');
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@example.com' }));
    const { subscriptions } = await test.client.subscriptions.list({ scope, topicArn: TopicArn });
    expect(subscriptions).toMatchObject([{ arn: null, state: 'pending', protocol: 'email' }]);
  });

  it('whose attributes may not be read are listed with the reason', async () => {
    const topicArn = await create('events');
    await subscribed(topicArn);
    sandbox.faults.add({
      action: 'GetSubscriptionAttributes',
      fault: { kind: 'error', type: 'AuthorizationError', status: 403 },
    });
    const { subscriptions } = await test.client.subscriptions.list({ scope, topicArn });
    expect(subscriptions).toMatchObject([
      { endpoint: queueArn, failure: { code: 'ACCESS_DENIED', iamAction: 'sns:GetSubscriptionAttributes' } },
    ]);
  });
});
