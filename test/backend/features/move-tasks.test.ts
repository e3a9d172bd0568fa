import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MoveTask, Preflight, Restriction } from '../../../electron/contract/index.ts';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { counts } from '../../support/sqs-calls.ts';

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

const arnOf = (name: string, account = ACCOUNT): string => `arn:aws:sqs:us-east-1:${account}:${name}`;
const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl!;
/** `orders` with `orders-dlq`; gives the URLs of both. */
const createPair = async (own: Record<string, string> = {}) => {
  const dlq = await create('orders-dlq', own);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('orders-dlq'), maxReceiveCount: 1 });
  return { dlq, source: await create('orders', { VisibilityTimeout: '0', RedrivePolicy }) };
};
/** Lets so many messages fail in the source, so that they carry their origin. */
const failSome = async (source: string, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1)
    await sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody: `body ${n}` }));
  await vi.waitFor(async () => {
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: source, MaxNumberOfMessages: 10 }));
    const { visible, inFlight } = await counts(sqs, source);
    expect(visible + inFlight).toBe(0);
  });
};
const start = (queueUrl: string, more: object = {}) =>
  test.client.redrives.start({ scope, queueUrl, ...more });
const tasks = async (queueUrl: string): Promise<MoveTask[]> =>
  (await test.client.redrives.tasks({ scope, queueUrl })).tasks;
const rest = (queueUrl: string, state: MoveTask['state']) =>
  vi.waitFor(
    async () => {
      sandbox.clock.advance(1_000);
      const [newest] = await tasks(queueUrl);
      expect(newest?.state).toBe(state);
      return newest!;
    },
    { timeout: 5_000, interval: 20 },
  );
const preflight = (queueUrl: string, more: object = {}) =>
  test.client.redrives.preflight({ scope, queueUrl, ...more });
const of = ({ restrictions }: Preflight, code: Restriction['code']) =>
  restrictions.find((one) => one.code === code);
const entryOf = async (action: string) =>
  (await test.client.audit.list({})).entries.find((entry) => entry.action === action);

describe('a native redrive', () => {
  it('brings each message back to its source, and the list of tasks tells of it', async () => {
    const { dlq, source } = await createPair();
    await failSome(source, 3);
    const { handle, before } = await start(dlq);
    expect(handle).not.toBe('');
    expect(before).toMatchObject({ visible: 3 });
    const task = await rest(dlq, 'completed');
    expect(task).toMatchObject({
      handle: null,
      destination: null,
      rate: null,
      moved: 3,
      total: 3,
      failureReason: null,
    });
    expect(await counts(sqs, dlq)).toMatchObject({ visible: 0 });
    expect(await counts(sqs, source)).toMatchObject({ visible: 3 });
  });

  it('goes to any other queue, in time with the given rate, and is in the audit with its numbers', async () => {
    const { dlq } = await createPair();
    const other = await create('parked');
    await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody: 'secret body' }));
    await start(dlq, { destination: arnOf('parked'), rate: 50 });
    expect(await rest(dlq, 'completed')).toMatchObject({ destination: arnOf('parked'), rate: 50, moved: 1 });
    expect(await counts(sqs, other)).toMatchObject({ visible: 1 });
    const entry = await entryOf('redrives.start');
    expect(entry).toMatchObject({ outcome: 'done', effect: 'write', resource: dlq });
    expect(entry?.summary).toMatchObject({ destination: arnOf('parked'), rate: 50, visible: 1 });
    expect(JSON.stringify(entry)).not.toContain('secret body');
  });

  it('is stopped by its handle, which says how many were moved; a second stop is told that it is over', async () => {
    const { dlq } = await createPair();
    await create('parked');
    for (const MessageBody of ['a', 'b', 'c', 'd'])
      await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody }));
    await start(dlq, { destination: arnOf('parked'), rate: 1 });
    const [{ handle } = { handle: null }] = await tasks(dlq);
    // A guarded profile confirmed the name of the one queue: its confirmation stops no other queue's task.
    const other = await create('innocent');
    const astray = await failureOf(test.client.redrives.stop({ scope, queueUrl: other, handle: handle! }));
    expect(astray.code).toBe('CONFLICT');
    const { moved } = await test.client.redrives.stop({ scope, queueUrl: dlq, handle: handle! });
    const task = await rest(dlq, 'cancelled');
    expect(task.moved).toBeGreaterThanOrEqual(moved);
    expect((await counts(sqs, dlq)).visible).toBe(4 - task.moved);
    expect(await entryOf('redrives.stop')).toMatchObject({ outcome: 'done', summary: { moved } });
    const again = await failureOf(test.client.redrives.stop({ scope, queueUrl: dlq, handle: handle! }));
    expect(again.code).toBe('CONFLICT');
  });

  it('says why it failed, where a message was sent straight to the dead-letter queue', async () => {
    const { dlq } = await createPair();
    await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody: 'no origin' }));
    await start(dlq);
    expect(await rest(dlq, 'failed')).toMatchObject({ failureReason: 'CouldNotDetermineMessageSource' });
  });

  it('is refused while another task runs, for a queue that is no dead-letter queue, and beyond the rate', async () => {
    const { dlq, source } = await createPair();
    await create('parked');
    for (const MessageBody of ['a', 'b', 'c'])
      await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody }));
    await start(dlq, { destination: arnOf('parked'), rate: 1 });
    expect((await failureOf(start(dlq))).code).toBe('CONFLICT');
    const refused = await failureOf(start(source));
    expect(refused.message).toContain('must be configured as a Dead Letter Queue');
    const fast = await failureOf(start(dlq, { rate: 501 }));
    expect(fast).toMatchObject({ code: 'INVALID_INPUT', field: 'rate' });
  });

  it('is refused on a read-only profile, and nothing moves', async () => {
    const { dlq, source } = await createPair();
    await failSome(source, 1);
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'read-only' });
    expect((await failureOf(start(dlq))).code).toBe('READ_ONLY_PROFILE');
    const stop = test.client.redrives.stop({ scope, queueUrl: dlq, handle: 'x' });
    expect((await failureOf(stop)).code).toBe('READ_ONLY_PROFILE');
    expect(await entryOf('redrives.start')).toMatchObject({ outcome: 'refused' });
    expect(await entryOf('redrives.stop')).toMatchObject({ outcome: 'refused' });
    expect(await tasks(dlq)).toEqual([]);
    expect(await counts(sqs, dlq)).toMatchObject({ visible: 1 });
  });

  it('asks a guarded profile for the name of the dead-letter queue', async () => {
    const { dlq } = await createPair();
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'confirm' });
    expect(await failureOf(start(dlq))).toMatchObject({
      code: 'CONFIRMATION_NEEDED',
      confirmation: 'orders-dlq',
    });
    await start(dlq, { confirmation: 'orders-dlq' });
    await rest(dlq, 'completed');
  });
});

describe('the pre-flight', () => {
  it('finds all in order that can be known, and names what only AWS can say', async () => {
    const { dlq, source } = await createPair();
    await failSome(source, 2);
    const found = await preflight(dlq, { rate: 10 });
    expect(found).toMatchObject({
      sourceArn: arnOf('orders-dlq'),
      account: ACCOUNT,
      counts: { visible: 2 },
      sources: [source],
    });
    const marks = Object.fromEntries(found.restrictions.map(({ code, mark }) => [code, mark]));
    expect(marks).toEqual({
      'dead-letter-queue': 'holds',
      'no-task': 'holds',
      origins: 'unknown',
      size: 'holds',
      rate: 'holds',
      duration: 'holds',
      'account-tasks': 'unknown',
      permission: 'unknown',
      key: 'holds',
      'network-policy': 'holds',
    });
    expect(found.changes).not.toContain('sequence');
    expect(await tasks(dlq)).toEqual([]);
  });

  it('says that a queue which no queue names is no dead-letter queue of SQS', async () => {
    const lone = await create('sns-failures');
    const found = await preflight(lone);
    expect(of(found, 'dead-letter-queue')).toMatchObject({ mark: 'fails', numbers: { count: 0 } });
    expect(found.sources).toEqual([]);
  });

  it('finds a destination of the other type, the queue itself, and one that is not there', async () => {
    const { dlq } = await createPair();
    await create('parked.fifo', { FifoQueue: 'true' });
    const fifo = await preflight(dlq, { destination: arnOf('parked.fifo') });
    expect(of(fifo, 'same-type')).toMatchObject({ mark: 'fails' });
    expect(of(fifo, 'exists')).toMatchObject({ mark: 'holds' });
    expect(of(fifo, 'origins')).toBeUndefined();
    const self = await preflight(dlq, { destination: arnOf('orders-dlq') });
    expect(of(self, 'other-queue')).toMatchObject({ mark: 'fails' });
    const ghost = await preflight(dlq, { destination: arnOf('ghost') });
    expect(of(ghost, 'exists')).toMatchObject({ mark: 'fails', resource: arnOf('ghost') });
  });

  it('finds a destination, or a source, that takes smaller messages than the queue holds', async () => {
    const { dlq } = await createPair();
    await create('small', { MaximumMessageSize: '1024' });
    const small = await preflight(dlq, { destination: arnOf('small') });
    expect(of(small, 'size')).toMatchObject({
      mark: 'unknown',
      numbers: { own: 1_048_576, least: 1_024 },
    });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('orders-dlq'), maxReceiveCount: 1 });
    await create('small-source', { RedrivePolicy, MaximumMessageSize: '2048' });
    expect(of(await preflight(dlq), 'size')).toMatchObject({ mark: 'unknown', numbers: { least: 2_048 } });
  });

  it('cannot know what AWS says of another account or region', async () => {
    const { dlq } = await createPair();
    const found = await preflight(dlq, { destination: 'arn:aws:sqs:eu-west-1:222222222222:parked' });
    expect(of(found, 'same-account')).toMatchObject({ mark: 'unknown' });
    expect(of(found, 'same-region')).toMatchObject({ mark: 'unknown' });
    expect(of(found, 'exists')).toMatchObject({ mark: 'unknown' });
  });

  it('finds a running task, and a rate that AWS does not take', async () => {
    const { dlq } = await createPair();
    await create('parked');
    for (const MessageBody of ['a', 'b', 'c'])
      await sqs.send(new SendMessageCommand({ QueueUrl: dlq, MessageBody }));
    await start(dlq, { destination: arnOf('parked'), rate: 1 });
    const found = await preflight(dlq, { rate: 0 });
    expect(of(found, 'no-task')).toMatchObject({ mark: 'fails' });
    expect(of(found, 'rate')).toMatchObject({ mark: 'fails', numbers: { most: 500 } });
  });

  it('names the KMS key and the policy that only AWS can try', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'net',
          Effect: 'Deny',
          Principal: '*',
          Action: 'sqs:ReceiveMessage',
          Resource: '*',
          Condition: { StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } },
        },
      ],
    });
    const { dlq } = await createPair({ KmsMasterKeyId: 'alias/shop', Policy });
    const found = await preflight(dlq);
    expect(of(found, 'key')).toMatchObject({ mark: 'unknown', resource: 'alias/shop' });
    expect(of(found, 'network-policy')).toMatchObject({ mark: 'unknown' });
  });

  it('goes on where a part may not be read, and says why', async () => {
    const denied = {
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({
        __type: 'com.amazonaws.sqs#AccessDeniedException',
        message: 'User is not authorized to perform: sqs:ListDeadLetterSourceQueues',
      }),
    };
    const endpoint = await startAnswering(() => denied);
    const other = await startTestBackend({ sandbox: { endpoint: endpoint.url } });
    const queueUrl = `${endpoint.url}/${ACCOUNT}/orders-dlq`;
    const found = await other.client.redrives.preflight({ scope, queueUrl, destination: arnOf('parked') });
    expect(found).toMatchObject({ sourceArn: arnOf('orders-dlq'), counts: null, sources: null });
    for (const code of ['dead-letter-queue', 'no-task', 'exists'] as const)
      expect(of(found, code)).toMatchObject({ mark: 'unknown', failure: { code: 'ACCESS_DENIED' } });
    for (const code of ['duration', 'key', 'network-policy'] as const)
      expect(of(found, code)).toMatchObject({ mark: 'unknown' });
    await other.close();
    await endpoint.close();
  });
});

it('a start whose answer is lost is told as unknown and is sent once', async () => {
  const endpoint = await startAnswering(({ action }) =>
    action === 'StartMessageMoveTask'
      ? undefined
      : { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{"Attributes":{}}' },
  );
  const other = await startTestBackend({ sandbox: { endpoint: endpoint.url } });
  const queueUrl = `${endpoint.url}/${ACCOUNT}/orders-dlq`;
  const lost = await failureOf(other.client.redrives.start({ scope, queueUrl }));
  expect(lost.code).toBe('OUTCOME_UNKNOWN');
  expect(endpoint.asked.filter(({ action }) => action === 'StartMessageMoveTask')).toHaveLength(1);
  await other.close();
  await endpoint.close();
});
