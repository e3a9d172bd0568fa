import { gzipSync } from 'node:zlib';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePath } from '../../../electron/domain/message/decode-json.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { send } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;

beforeEach(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  sqs = sandbox.sqs();
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

const create = async (name: string): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl!;
const look = (queueUrl: string, more: object = {}) =>
  test.client.messages.peek({ scope, queueUrl, waitSeconds: 0, count: 1000, ...more });
/** Messages with so many attributes that few fit into a page. */
const fill = async (QueueUrl: string, count: number): Promise<void> => {
  const MessageAttributes = Object.fromEntries(
    Array.from({ length: 10 }, (_, n) => [`a${n}`, { DataType: 'String', StringValue: 'v' }]),
  );
  for (let from = 0; from < count; from += 10) {
    const Entries = Array.from({ length: 10 }, (_, i) => ({
      ...{ Id: String(i), MessageBody: `body ${from + i}`, MessageAttributes },
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
};

describe('what was seen', () => {
  it('comes in pages that lose and double nothing', async () => {
    const queueUrl = await create('many');
    await fill(queueUrl, 300);
    await look(queueUrl);
    const first = await test.client.messages.seen({ scope, queueUrl });
    expect(first.total).toBe(300);
    expect(first.messages.length).toBeLessThan(300);
    const ids = first.messages.map(({ messageId }) => messageId);
    for (let { cursor } = first; cursor !== undefined;) {
      const next = await test.client.messages.seen({ scope, queueUrl, cursor });
      ids.push(...next.messages.map(({ messageId }) => messageId));
      cursor = next.cursor;
    }
    expect(ids).toHaveLength(300);
    expect(new Set(ids).size).toBe(300);
  });

  it('comes without long bodies, which are read one by one', async () => {
    const queueUrl = await create('long');
    const long = `{"text":"${'é'.repeat(500_000)}"}`;
    await send(sqs, queueUrl, long, {
      MessageAttributes: { note: { DataType: 'String', StringValue: 'n'.repeat(1000) } },
    });
    const shown = await look(queueUrl, { whole: false });
    expect(shown.messages[0]).toMatchObject({ shortened: true, size: 1_000_000 + 11 + 4 + 6 + 1000 });
    const { messages } = await test.client.messages.seen({ scope, queueUrl });
    expect(messages[0]?.body.length).toBe(1024);
    expect(messages[0]?.attributes.note?.value.length).toBe(256);
    const { messageId } = messages[0]!;
    expect(await test.client.messages.one({ scope, queueUrl, messageId })).toMatchObject({
      body: long,
      attributes: { note: { value: 'n'.repeat(1000) } },
    });
    const missing = { scope, queueUrl, messageId: 'never-seen' };
    expect((await failureOf(test.client.messages.one(missing))).code).toBe('NOT_FOUND');
  });

  it('is searched in bodies, also packed ones, attributes and ids, whatever the case', async () => {
    const queueUrl = await create('search');
    await send(sqs, queueUrl, '{"city":"서울","n":1}');
    await send(sqs, queueUrl, gzipSync('{"city":"Berlin"}').toString('base64'));
    await send(sqs, queueUrl, 'plain', {
      MessageAttributes: { Kind: { DataType: 'String', StringValue: 'OrderPaid' } },
    });
    await look(queueUrl);
    const find = async (text: string) =>
      (await test.client.messages.find({ scope, queueUrl, text })).matches.map(
        ({ where, name, before, hit, after }) => [where, name, `${before}[${hit}]${after}`],
      );
    expect(await find('서울')).toEqual([['body', null, '{"city":"[서울]","n":1}']]);
    expect(await find('berlin')).toEqual([['decoded', null, '{"city":"[Berlin]"}']]);
    expect(await find('ORDERPAID')).toEqual([['attribute', 'Kind', '[OrderPaid]']]);
    expect(await find('kind')).toEqual([['attribute', 'Kind', '[Kind]']]);
    expect(await find('  ')).toEqual([]);
    expect(await find('nowhere to be found')).toEqual([]);
    const { messages } = await test.client.messages.seen({ scope, queueUrl });
    const [{ messageId } = { messageId: '' }] = messages;
    expect(await find(messageId.slice(0, 13))).toEqual([
      ['id', null, `[${messageId.slice(0, 13)}]${messageId.slice(13)}`],
    ]);
  });

  it('shows columns of choice, from paths into the unwrapped body and from attributes', async () => {
    const queueUrl = await create('columns');
    const order = '{"order":{"id":12345678901234567890,"lines":[{"sku":"KTL"}]}}';
    await send(sqs, queueUrl, Buffer.from(order).toString('base64'));
    await send(sqs, queueUrl, 'plain', {
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
    });
    await look(queueUrl);
    const { values } = await test.client.messages.pick({
      scope,
      queueUrl,
      columns: [
        { kind: 'path', name: 'order.id' },
        { kind: 'path', name: '$.order.lines[0].sku' },
        { kind: 'attribute', name: 'kind' },
        { kind: 'system', name: 'ApproximateReceiveCount' },
      ],
    });
    expect(Object.values(values)).toHaveLength(2);
    expect(Object.values(values)).toContainEqual(['12345678901234567890', 'KTL', null, '1']);
    expect(Object.values(values)).toContainEqual([null, null, 'x', '1']);
    expect(parsePath('order[')).toBeNull();
    const wrong = { scope, queueUrl, columns: [{ kind: 'path' as const, name: 'order[' }] };
    expect((await failureOf(test.client.messages.pick(wrong))).code).toBe('INVALID_INPUT');
  });

  it('stays readable when its queue is deleted, and a look then says that the queue is gone', async () => {
    const queueUrl = await create('short-lived');
    await send(sqs, queueUrl, 'kept');
    const { messages } = await look(queueUrl, { keepHold: true });
    await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
    expect((await failureOf(look(queueUrl))).code).toBe('NOT_FOUND');
    const messageIds = messages.map(({ messageId }) => messageId);
    expect(await test.client.messages.remove({ scope, queueUrl, messageIds })).toMatchObject({
      deleted: [],
      failed: [{ failure: { code: 'NOT_FOUND' } }],
    });
    expect((await test.client.messages.seen({ scope, queueUrl })).messages).toMatchObject([{ body: 'kept' }]);
  });
});
