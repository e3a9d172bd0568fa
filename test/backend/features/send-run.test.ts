import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage, SendResult, SendRun } from '../../../electron/contract/index.ts';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { createHeldClock } from '../../support/clock.ts';
import { attributes, bodies, receive } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

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

const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl!;
const plain = (body: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  body,
  attributes: {},
  ...more,
});
const numbered = (count: number): OutgoingMessage[] =>
  Array.from({ length: count }, (_, at) => plain(`message ${at}`));

async function watched(runId: string, client = test.client): Promise<SendRun> {
  let last: SendRun | undefined;
  for await (const snapshot of await client.messages.watchRun({ runId })) last = snapshot;
  return last!;
}
async function run(target: string, messages: OutgoingMessage[]): Promise<SendRun> {
  const { runId } = await test.client.messages.startRun({ scope, target, plan: { kind: 'batch', messages } });
  return watched(runId);
}
const resultsOf = async (runId: string): Promise<SendResult[]> =>
  (await test.client.messages.runResults({ runId })).results;
async function drain(url: string): Promise<string[]> {
  const all: string[] = [];
  for (;;) {
    const some = await receive(sqs, url);
    if (some.length === 0) return all;
    all.push(...bodies(some));
  }
}

describe('a run of many messages', () => {
  it('sends each of them once, ten a request, and knows the id of each', async () => {
    const url = await create('orders');
    const ended = await run(url, numbered(37));
    expect(ended).toMatchObject({ state: 'done', total: 37, sent: 37, left: 0, unchecked: 0, requests: 4 });
    expect((await drain(url)).sort()).toEqual(
      numbered(37)
        .map(({ body }) => body)
        .sort(),
    );
    const results = await resultsOf(ended.runId);
    expect(new Set(results.map(({ messageId }) => messageId)).size).toBe(37);
    expect(await test.client.messages.runs({ scope, target: url })).toMatchObject([{ runId: ended.runId }]);
  });

  it('carries attributes, group, trace header and delay of each message', async () => {
    const url = await create('orders');
    await run(url, [
      plain('now', {
        attributes: { b: { type: 'Binary.png', binary: true, value: 'AP8B' } },
        groupId: 'tenant',
        traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
      }),
      plain('later', { delaySeconds: 900 }),
    ]);
    const [message] = await receive(sqs, url);
    expect(message).toMatchObject({
      Body: 'now',
      Attributes: { MessageGroupId: 'tenant', AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793' },
    });
    expect(message?.MessageAttributes?.b?.DataType).toBe('Binary.png');
    expect((await attributes(sqs, url)).ApproximateNumberOfMessagesDelayed).toBe('1');
  });

  it('packs requests below the bytes that one may have', async () => {
    const url = await create('large');
    const ended = await run(
      url,
      Array.from({ length: 6 }, (_, at) => plain(String(at).repeat(400 * 1024))),
    );
    expect(ended).toMatchObject({ sent: 6, requests: 3 });
  });

  it('makes smaller requests where the endpoint takes fewer bytes than AWS', async () => {
    const answered: number[] = [];
    const endpoint = await startAnswering(({ body }) => {
      const { Entries } = JSON.parse(body) as { Entries: { Id: string }[] };
      if (Entries.length > 2) {
        const text = { __type: 'com.amazonaws.sqs#BatchRequestTooLong', message: 'too long' };
        return { status: 400, body: JSON.stringify(text) };
      }
      answered.push(Entries.length);
      const Successful = Entries.map(({ Id }) => ({ Id, MessageId: `m${answered.length}-${Id}` }));
      return { status: 200, body: JSON.stringify({ Successful, Failed: [] }) };
    });
    test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
    test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
    const { runId } = await test.client.messages.startRun({
      scope: { profile: 'local', region: 'us-east-1' },
      target: 'http://localhost/000000000000/q',
      plan: { kind: 'batch', messages: numbered(10) },
      confirmation: 'q',
    });
    const ended = await watched(runId);
    await endpoint.close();
    // The endpoint gave no digest, so nothing could be compared.
    expect(ended).toMatchObject({ state: 'done', sent: 10, unchecked: 10 });
    expect(answered.reduce((sum, count) => sum + count, 0)).toBe(10);
  });

  it('tells which message was refused and why, and keeps the others', async () => {
    const url = await create('orders');
    const ended = await run(url, [plain('a'), plain('b\u0001'), plain('c')]);
    expect(ended).toMatchObject({ state: 'done', sent: 2, refused: 1, left: 0 });
    expect((await resultsOf(ended.runId))[1]).toMatchObject({
      outcome: 'refused',
      failure: { code: 'INVALID_INPUT' },
    });
  });

  it('stops at a request without an answer: its messages are unknown, the others were not tried', async () => {
    const url = await create('orders');
    sandbox.faults.add({ action: 'SendMessageBatch', fault: { kind: 'drop' } });
    const ended = await run(url, numbered(200));
    expect(ended.state).toBe('stopped');
    expect(ended.stoppedBy?.code).toBe('OUTCOME_UNKNOWN');
    expect(ended.unknown).toBeGreaterThan(0);
    expect(ended.sent + ended.unknown + ended.left).toBe(200);
    const [record] = (await test.client.audit.list({})).entries.filter(
      ({ action }) => action === 'messages.run',
    );
    expect(record).toMatchObject({
      outcome: 'unknown',
      summary: { sent: ended.sent, unknown: ended.unknown },
    });
    expect(JSON.stringify(record)).not.toContain('message 1');
  });

  it('goes on by request, with what surely was not stored and nothing else', async () => {
    const url = await create('orders');
    sandbox.faults.add({ action: 'SendMessageBatch', fault: { kind: 'throttle' }, count: 1 });
    const stopped = await run(url, numbered(100));
    expect(stopped).toMatchObject({
      state: 'stopped',
      refused: 10,
      unknown: 0,
      stoppedBy: { code: 'THROTTLED' },
    });
    await test.client.messages.resumeRun({ scope, target: url, runId: stopped.runId });
    expect(await watched(stopped.runId)).toMatchObject({ state: 'done', sent: 100, refused: 0, left: 0 });
    expect((await drain(url)).sort()).toEqual(
      numbered(100)
        .map(({ body }) => body)
        .sort(),
    );
  });

  it('goes on only at the place that it was begun for', async () => {
    const url = await create('orders');
    const ended = await run(url, [plain('a')]);
    const elsewhere = test.client.messages.resumeRun({ scope, target: `${url}2`, runId: ended.runId });
    expect((await failureOf(elsewhere)).code).toBe('NOT_FOUND');
  });
});

describe('a run to a FIFO queue', () => {
  it('keeps the order within each group, one message of a group a request', async () => {
    const url = await create('pay.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    const messages = Array.from({ length: 60 }, (_, at) =>
      plain(`${at % 4}:${at}`, { groupId: `g${at % 4}` }),
    );
    const ended = await run(url, messages);
    expect(ended).toMatchObject({ state: 'done', sent: 60, requests: 15 });
    const results = await resultsOf(ended.runId);
    for (const group of [0, 1, 2, 3]) {
      const numbers = results
        .filter(({ index }) => index % 4 === group)
        .map(({ sequenceNumber }) => sequenceNumber);
      expect(numbers).toEqual([...numbers].sort());
    }
  });

  it('holds a group back once one of its messages was refused, and lets the others pass', async () => {
    const url = await create('pay.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    const messages = ['a1', 'b1', 'a2\u0001', 'b2', 'a3', 'b3'].map((body) =>
      plain(body, { groupId: body[0]! }),
    );
    const ended = await run(url, messages);
    expect(ended).toMatchObject({ state: 'done', sent: 4, refused: 1, left: 1 });
    expect((await resultsOf(ended.runId)).map(({ outcome }) => outcome)).toEqual([
      'sent',
      'sent',
      'refused',
      'sent',
      'heldBack',
      'sent',
    ]);
  });
});

describe('a repeated message', () => {
  const repeat = (target: string, message: OutgoingMessage, times: number, rate?: number) =>
    test.client.messages.startRun({ scope, target, plan: { kind: 'repeat', message, times }, rate });

  it('has its placeholders filled in, each time anew', async () => {
    const url = await create('pay.fifo', { FifoQueue: 'true' });
    const { runId } = await repeat(
      url,
      plain('{"n":{{n}},"id":"{{uuid}}","at":{{now:ms}},"{{other}}":1}', {
        attributes: { n: { type: 'Number', binary: false, value: '{{n}}' } },
        groupId: 'g-{{n}}',
        deduplicationId: '{{uuid}}',
      }),
      12,
    );
    expect(await watched(runId)).toMatchObject({ kind: 'repeat', state: 'done', sent: 12, requests: 2 });
    const messages = await receive(sqs, url);
    const read = messages.map(({ Body, Attributes, MessageAttributes }) => ({
      ...(JSON.parse(Body!) as { n: number; id: string; '{{other}}': number }),
      group: Attributes?.MessageGroupId,
      deduplication: Attributes?.MessageDeduplicationId,
      attribute: MessageAttributes?.n?.StringValue,
    }));
    expect(new Set(read.map(({ id }) => id)).size).toBe(messages.length);
    for (const one of read) {
      expect(one).toMatchObject({
        group: `g-${one.n}`,
        deduplication: one.id,
        attribute: String(one.n),
        '{{other}}': 1,
      });
    }
  });

  it('goes at its rate by the clock, and stops when told', async () => {
    await test.close();
    const clock = createHeldClock();
    test = await startTestBackend({ sandbox: { endpoint: sandbox.url }, clock });
    const url = await create('orders');
    const { runId } = await repeat(url, plain('{{n}}'), 1000, 10);
    const sent = async (): Promise<number> =>
      (await test.client.messages.runs({ scope, target: url }))[0]!.sent;
    const reach = async (count: number): Promise<void> => {
      await expect
        .poll(async () => (await clock.pass(50), sent()), { interval: 1 })
        .toBeGreaterThanOrEqual(count);
    };
    const begun = clock.now();
    await reach(30);
    // Thirty at ten a second: not before 2.8 s have passed.
    expect(clock.now() - begun).toBeGreaterThanOrEqual(2800);
    await test.client.messages.stopRun({ runId });
    await expect
      .poll(async () => (await test.client.messages.runs({ scope, target: url }))[0]!.state)
      .toBe('stopped');
    const stopped = await sent();
    await clock.pass(3000, 500);
    expect(await sent()).toBe(stopped);
    expect(Number((await attributes(sqs, url)).ApproximateNumberOfMessages)).toBe(stopped);
  });

  it('ends with its host', async () => {
    const url = await create('orders');
    await repeat(url, plain('{{n}}'), 100_000, 50);
    await test.backend.close();
    const { ApproximateNumberOfMessages: before } = await attributes(sqs, url);
    test.host.remove();
    test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
    expect((await attributes(sqs, url)).ApproximateNumberOfMessages).toBe(before);
  });
});

describe('a run to a topic', () => {
  it('publishes in batches; SNS gives no digests to compare', async () => {
    const { TopicArn } = await sandbox.sns().send(new CreateTopicCommand({ Name: 'events' }));
    expect(await run(TopicArn!, numbered(12))).toMatchObject({
      state: 'done',
      sent: 12,
      unchecked: 12,
      requests: 2,
    });
  });

  it('tells what SNS says of each message, and of which it says nothing', async () => {
    const endpoint = await startAnswering(({ action }) => ({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body:
        action === 'PublishBatch'
          ? '<PublishBatchResponse><PublishBatchResult><Successful><member><Id>0</Id><MessageId>m</MessageId></member></Successful><Failed><member><Id>1</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member><member><Id>2</Id><Code>KMSAccessDenied</Code><Message>no</Message><SenderFault>true</SenderFault></member></Failed></PublishBatchResult></PublishBatchResponse>'
          : `<${action}Response><${action}Result/></${action}Response>`,
    }));
    test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
    test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
    const { runId } = await test.client.messages.startRun({
      scope: { profile: 'local', region: 'us-east-1' },
      target: 'arn:aws:sns:us-east-1:000000000000:events',
      plan: { kind: 'batch', messages: numbered(4) },
    });
    await watched(runId);
    expect(await resultsOf(runId)).toMatchObject([
      { outcome: 'sent', messageId: 'm' },
      { outcome: 'unknown', failure: { awsCode: 'InternalError' } },
      { outcome: 'refused', failure: { code: 'KMS_DENIED' } },
      { outcome: 'unknown', failure: { code: 'OUTCOME_UNKNOWN' } },
    ]);
    await endpoint.close();
  });
});

describe('a guarded profile', () => {
  it('refuses a run when it is read-only, and asks for the name of the queue when it confirms', async () => {
    const url = await create('orders');
    const start = (confirmation?: string) =>
      test.client.messages.startRun({
        scope,
        target: url,
        plan: { kind: 'batch', messages: [plain('a')] },
        confirmation,
      });
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'read-only' });
    expect((await failureOf(start())).code).toBe('READ_ONLY_PROFILE');
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'confirm' });
    expect(await failureOf(start())).toMatchObject({ code: 'CONFIRMATION_NEEDED', confirmation: 'orders' });
    await watched((await start('orders')).runId);
    expect((await attributes(sqs, url)).ApproximateNumberOfMessages).toBe('1');
  });
});
