import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  SubscribeCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
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
let sns: SNSClient;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url }, clock: sandbox.clock });
  sns = sandbox.sns();
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
});

const arnOf = (name: string): string => `arn:aws:sns:us-east-1:${ACCOUNT}:${name}`;
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const create = async (Name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn!;
const fifo = (name: string, more: Record<string, string> = {}): Promise<string> =>
  create(name, { FifoTopic: 'true', ...more });
const attributesOf = async (TopicArn: string): Promise<Record<string, string>> =>
  (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};
const names = async () => (await test.client.topics.list({ scope })).topics.map(({ name }) => name);
const entryOf = async (name: string) =>
  (await test.client.audit.list({})).entries.find(({ action }) => action === name);
const guarded = (guard: 'confirm' | 'read-only') =>
  test.client.profiles.configure({ profile: 'sandbox', guard });

describe('making a topic', () => {
  it('sets everything in one call', async () => {
    const made = await test.client.topics.create({
      scope,
      name: 'ledger.fifo',
      fifo: true,
      settings: {
        displayName: 'Ledger',
        maximumMessageSize: 2048,
        kmsKeyId: 'alias/shop',
        signatureVersion: '2',
        tracing: 'Active',
        contentBasedDeduplication: true,
        throughputScope: 'MessageGroup',
        archiveDays: 30,
        logging: { SQS: { successRole: role('ok'), sampleRate: 5, failureRole: role('bad') } },
      },
      tags: { team: 'shop' },
    });
    expect(made).toEqual({ arn: arnOf('ledger.fifo'), name: 'ledger.fifo', fifo: true });
    const detail = await test.client.topics.get({ scope, topicArn: made.arn });
    expect(detail).toMatchObject({
      tags: { team: 'shop' },
      throughputScope: 'MessageGroup',
      archiveDays: 30,
      attributes: {
        DisplayName: 'Ledger',
        MaximumMessageSize: '2048',
        KmsMasterKeyId: 'alias/shop',
        SignatureVersion: '2',
        TracingConfig: 'Active',
        ContentBasedDeduplication: 'true',
        ArchivePolicy: '{"MessageRetentionPeriod":"30"}',
        SQSSuccessFeedbackRoleArn: role('ok'),
        SQSSuccessFeedbackSampleRate: '5',
        SQSFailureFeedbackRoleArn: role('bad'),
      },
    });
    expect(await entryOf('topics.create')).toMatchObject({ outcome: 'done', resource: 'ledger.fifo' });
  });

  it('refuses a name that is taken, though AWS would hand out the topic there is', async () => {
    await create('events');
    expect(await failureOf(test.client.topics.create({ scope, name: 'events' }))).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'name',
    });
  });

  it('looks through the list where nobody says which account one is', async () => {
    sandbox.faults.add({
      action: 'GetCallerIdentity',
      fault: { kind: 'error', type: 'InvalidAction', status: 400 },
    });
    for (let at = 0; at < 101; at += 1) await create(`t-${at}`);
    expect(await failureOf(test.client.topics.create({ scope, name: 't-100' }))).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    await test.client.topics.create({ scope, name: 'new' });
    expect((await attributesOf(arnOf('new'))).TopicArn).toBe(arnOf('new'));
  });

  it.each([
    ['a name with a space', { name: 'a b' }, 'name'],
    ['no suffix on FIFO', { name: 'a', fifo: true }, 'name'],
    ['the suffix on standard', { name: 'a.fifo' }, 'name'],
    [
      'a size out of range',
      { name: 'a', settings: { maximumMessageSize: 5 } },
      'settings.maximumMessageSize',
    ],
    ['an archive on standard', { name: 'a', settings: { archiveDays: 3 } }, 'settings.archiveDays'],
    [
      'an archive of 366 days',
      { name: 'a.fifo', fifo: true, settings: { archiveDays: 366 } },
      'settings.archiveDays',
    ],
    ['a policy that is no JSON', { name: 'a', settings: { deliveryPolicy: '{' } }, 'settings.deliveryPolicy'],
    [
      'a role that is none',
      { name: 'a', settings: { logging: { HTTP: { failureRole: 'x' } } } },
      'settings.logging.HTTP.failureRole',
    ],
    ['a reserved tag', { name: 'a', tags: { 'aws:x': 'y' } }, 'tags.aws:x'],
  ])('refuses %s before anything goes out', async (_, input, field) => {
    const failure = await failureOf(test.client.topics.create({ scope, ...input }));
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', field });
    expect(await names()).toEqual([]);
  });
});

describe('changing a topic', () => {
  it('sets what is given, removes what is null, and leaves the rest', async () => {
    const topicArn = await fifo('ledger.fifo', {
      DisplayName: 'Ledger',
      KmsMasterKeyId: 'alias/shop',
      MaximumMessageSize: '2048',
      ArchivePolicy: '{"MessageRetentionPeriod":"30"}',
      ContentBasedDeduplication: 'true',
    });
    const { attributes } = await test.client.topics.configure({
      scope,
      topicArn,
      changes: {
        displayName: null,
        kmsKeyId: null,
        maximumMessageSize: null,
        archiveDays: null,
        tracing: 'Active',
      },
    });
    expect(attributes).toEqual([
      'DisplayName',
      'MaximumMessageSize',
      'KmsMasterKeyId',
      'TracingConfig',
      'ArchivePolicy',
    ]);
    const detail = await test.client.topics.get({ scope, topicArn });
    expect(detail).toMatchObject({
      displayName: '',
      kmsKeyId: null,
      maximumMessageSize: 262_144,
      archiveDays: null,
      contentBasedDeduplication: true,
    });
  });

  it('never takes a throughput scope back', async () => {
    const topicArn = await fifo('a.fifo', { FifoThroughputScope: 'MessageGroup' });
    const changes = { throughputScope: 'Topic' as const };
    expect(await failureOf(test.client.topics.configure({ scope, topicArn, changes }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'changes.throughputScope',
    });
  });

  it('says what was set before one attribute was refused', async () => {
    const topicArn = await create('events');
    sandbox.faults.add({
      action: 'SetTopicAttributes',
      fault: { kind: 'error', type: 'AuthorizationError', status: 403 },
      skip: 1,
    });
    const failure = await failureOf(
      test.client.topics.configure({ scope, topicArn, changes: { displayName: 'New', tracing: 'Active' } }),
    );
    expect(failure).toMatchObject({ code: 'ACCESS_DENIED', field: 'TracingConfig' });
    expect(failure.message).toContain('DisplayName set');
    expect((await attributesOf(topicArn)).DisplayName).toBe('New');
  });

  it('goes on where attributes may only be written', async () => {
    const topicArn = await create('events');
    sandbox.faults.add({
      action: 'GetTopicAttributes',
      fault: { kind: 'error', type: 'AuthorizationError', status: 403 },
    });
    const changes = { displayName: 'New' };
    expect(await test.client.topics.configure({ scope, topicArn, changes })).toEqual({
      attributes: ['DisplayName'],
    });
  });

  it('refuses to change nothing, and what a standard topic has not', async () => {
    const topicArn = await create('events');
    const configure = (changes: object) =>
      failureOf(test.client.topics.configure({ scope, topicArn, changes }));
    expect(await configure({})).toMatchObject({ field: 'changes' });
    expect(await configure({ contentBasedDeduplication: true })).toMatchObject({
      field: 'changes.contentBasedDeduplication',
    });
  });

  it('in another region is told apart from a topic that is not there', async () => {
    const topicArn = arnOf('events').replace('us-east-1', 'eu-west-1');
    expect(await failureOf(test.client.topics.get({ scope, topicArn }))).toMatchObject({
      code: 'WRONG_REGION',
    });
  });
});

describe('tags of topics', () => {
  it('are set and removed', async () => {
    const topicArn = await create('events');
    await test.client.topics.tag({ scope, topicArn, set: { team: 'shop', old: '1' } });
    expect(await test.client.topics.tag({ scope, topicArn, set: { team: 'pay' }, remove: ['old'] })).toEqual({
      set: 1,
      removed: 1,
    });
    expect((await test.client.topics.get({ scope, topicArn })).tags).toEqual({ team: 'pay' });
  });

  it('are read for many, each with its own failure', async () => {
    const topicArn = await create('events');
    await test.client.topics.tag({ scope, topicArn, set: { team: 'shop' } });
    expect(await test.client.topics.tags({ scope, arns: [arnOf('ghost'), topicArn] })).toMatchObject([
      { tags: null, failure: { code: 'NOT_FOUND' } },
      { tags: { team: 'shop' }, failure: null },
    ]);
  });
});

describe('deleting a topic', () => {
  it('says how many subscriptions went, and leaves the queues', async () => {
    const topicArn = await create('events');
    await sandbox.sqs().send(new CreateQueueCommand({ QueueName: 'inbox' }));
    const Endpoint = `arn:aws:sqs:us-east-1:${ACCOUNT}:inbox`;
    await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint }));
    await sns.send(
      new SubscribeCommand({ TopicArn: topicArn, Protocol: 'email', Endpoint: 'a@example.com' }),
    );
    expect(await test.client.topics.remove({ scope, topicArn })).toEqual({ subscriptions: 2 });
    expect(await names()).toEqual([]);
    expect((await test.client.queues.list({ scope })).queues).toHaveLength(1);
    expect(await entryOf('topics.remove')).toMatchObject({
      effect: 'destroy',
      outcome: 'done',
      resource: topicArn,
      summary: { subscriptions: 2 },
    });
  });

  it('is refused while it has an archive, which switching it off ends', async () => {
    const topicArn = await fifo('a.fifo', { ArchivePolicy: '{"MessageRetentionPeriod":"7"}' });
    expect(await failureOf(test.client.topics.remove({ scope, topicArn }))).toMatchObject({
      code: 'CONFLICT',
      numbers: { archiveDays: 7 },
    });
    await test.client.topics.configure({ scope, topicArn, changes: { archiveDays: null } });
    await test.client.topics.remove({ scope, topicArn });
    expect(await names()).toEqual([]);
  });

  it('is NOT_FOUND when there is none, though AWS says nothing', async () => {
    const topicArn = arnOf('ghost');
    expect(await failureOf(test.client.topics.remove({ scope, topicArn }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('is refused on a read-only profile', async () => {
    const topicArn = await create('events');
    await guarded('read-only');
    expect(await failureOf(test.client.topics.remove({ scope, topicArn }))).toMatchObject({
      code: 'READ_ONLY_PROFILE',
    });
    expect(await names()).toEqual(['events']);
  });

  it('asks for the name on a guarded profile', async () => {
    const topicArn = await create('events');
    await guarded('confirm');
    expect(await failureOf(test.client.topics.remove({ scope, topicArn }))).toMatchObject({
      code: 'CONFIRMATION_NEEDED',
      confirmation: 'events',
    });
    await test.client.topics.remove({ scope, topicArn, confirmation: 'events' });
    expect(await names()).toEqual([]);
  });
});

describe('a server that leaves things out', () => {
  it('gives topics and subscriptions with empty fields', async () => {
    const answers: Record<string, string> = {
      ListTopics: '<Topics><member><TopicArn></TopicArn></member></Topics><NextToken></NextToken>',
      GetTopicAttributes:
        '<Attributes><entry><key>DisplayName</key><value></value></entry><entry><key>SubscriptionsConfirmed</key><value></value></entry><entry><key>ArchivePolicy</key><value>{}</value></entry></Attributes>',
      ListTagsForResource: '',
      ListSubscriptionsByTopic:
        '<Subscriptions><member><SubscriptionArn>arn:aws:sns:us-east-1:1:t:x</SubscriptionArn><Protocol></Protocol></member><member/></Subscriptions>',
      GetSubscriptionAttributes:
        '<Attributes><entry><key>Protocol</key><value>sqs</value></entry><entry><key>PendingConfirmation</key><value>True</value></entry><entry><key>RedrivePolicy</key><value>null</value></entry><entry><key>FilterPolicyScope</key><value></value></entry></Attributes>',
    };
    const odd = await startAnswering(({ action }) => ({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<${action}Response><${action}Result>${answers[action] ?? ''}</${action}Result></${action}Response>`,
    }));
    const other = await startTestBackend({ sandbox: { endpoint: odd.url } });
    const topicArn = 'arn:aws:sns:us-east-1:1:t';
    try {
      expect(await other.client.topics.list({ scope })).toEqual({ topics: [], cursor: undefined });
      expect(await other.client.topics.get({ scope, topicArn })).toMatchObject({
        account: '1',
        subscriptionsConfirmed: null,
        archiveDays: null,
        tags: {},
      });
      const { subscriptions } = await other.client.subscriptions.list({ scope, topicArn });
      expect(subscriptions).toMatchObject([
        { state: 'pending', protocol: 'sqs', endpoint: '', deadLetterTargetArn: null },
        { arn: null, state: 'pending', protocol: '', topicArn },
      ]);
    } finally {
      await other.close();
      await odd.close();
    }
  });
});
