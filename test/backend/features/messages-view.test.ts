import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf, startTestBackend, type TestBackend } from '../../support/backend.ts';

let test: TestBackend;
const scope = { profile: 'local', region: 'us-east-1' };

beforeEach(async () => {
  test = await startTestBackend();
  test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
});
afterEach(() => test.close());
const use = async (endpoint: string): Promise<void> => {
  test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint}\n`);
  await test.client.profiles.configure({ profile: 'local', guard: 'open' });
};

/** An emulator whose view answers as told, and whose SQS knows one empty queue. */
async function emulator(view: (url: URL) => { status: number; body: string }): Promise<{
  url: string;
  viewed: URL[];
  actions: string[];
  server: Server;
}> {
  const viewed: URL[] = [];
  const actions: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'GET') {
      viewed.push(url);
      const { status, body } = view(url);
      response.writeHead(status).end(body);
      return;
    }
    actions.push(String(request.headers['x-amz-target']).split('.')[1] ?? '');
    request.resume().on('end', () => response.writeHead(200).end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, viewed, actions, server };
}
const end = async (server: Server): Promise<void> => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
};
const queueUrl = 'http://localhost:4566/000000000000/orders';

describe("an emulator's own view", () => {
  it('of fauxqs shows all messages, in flight and delayed too, and receives nothing', async () => {
    const fauxqs = await startFauxqs({ port: 0, logger: false });
    const endpoint = `http://127.0.0.1:${fauxqs.port}`;
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const sqs = new SQSClient({ endpoint, region: scope.region, credentials });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    const body = (MessageBody: string, more: object = {}) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
    await body('in flight');
    await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 600 }));
    await body('ready', {
      MessageAttributes: { photo: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 255, 1) } },
    });
    await body('delayed', { DelaySeconds: 900 });
    await use(endpoint);
    const budget = await test.client.messages.budget({ scope, queueUrl: QueueUrl });
    expect(budget.view).toBe('fauxqs');
    const look = await test.client.messages.peek({ scope, queueUrl: QueueUrl });
    expect(look).toMatchObject({ view: 'fauxqs', receives: 0, released: 0, cut: null });
    expect(look.messages.map(({ body: text, receiveCount }) => [text, receiveCount])).toEqual(
      expect.arrayContaining([
        ['in flight', 1],
        ['ready', 0],
        ['delayed', 0],
      ]),
    );
    expect(look.messages.find(({ body: text }) => text === 'ready')?.attributes).toEqual({
      photo: { type: 'Binary.png', binary: true, value: 'AP8B' },
    });
    // To hold it, a message is received all the same.
    const held = await test.client.messages.peek({
      scope,
      queueUrl: QueueUrl,
      keepHold: true,
      waitSeconds: 0,
    });
    expect(held).toMatchObject({ view: null, hold: { count: 1 } });
    sqs.destroy();
    await fauxqs.stop();
  });

  it.each([
    [
      'one message as LocalStack writes it',
      {
        ReceiveMessageResponse: {
          ReceiveMessageResult: {
            Message: {
              MessageId: 'm-1',
              ReceiptHandle: 'SQS/BACKDOOR/ACCESS',
              MD5OfBody: null,
              Body: '{"a":1}',
              Attribute: [
                { Name: 'SentTimestamp', Value: '1700000000000' },
                { Name: 'ApproximateReceiveCount', Value: '0' },
              ],
              MessageAttribute: { Name: 'kind', Value: { StringValue: 'x', DataType: 'String.a' } },
            },
          },
        },
      },
    ],
    [
      'the plainer list of another emulator',
      {
        messages: [
          {
            MessageId: 'm-1',
            Body: '{"a":1}',
            ReceiptHandle: null,
            Attributes: { SentTimestamp: '1700000000000', ApproximateReceiveCount: 0, SenderId: null },
            MessageAttributes: { kind: { DataType: 'String.a', StringValue: 'x' } },
          },
        ],
      },
    ],
  ])('is read from %s, and the endpoint is asked for it once', async (_, answer) => {
    const local = await emulator(({ pathname }) =>
      pathname === '/_aws/sqs/messages'
        ? { status: 200, body: JSON.stringify(answer) }
        : { status: 404, body: '' },
    );
    await use(local.url);
    for (let n = 0; n < 2; n += 1) {
      const { messages, view } = await test.client.messages.peek({ scope, queueUrl });
      expect(view).toBe('LocalStack');
      expect(messages).toMatchObject([
        {
          messageId: 'm-1',
          body: '{"a":1}',
          sentAt: 1_700_000_000_000,
          receiveCount: 0,
          attributes: { kind: { type: 'String.a', binary: false, value: 'x' } },
        },
      ]);
    }
    // Once to ask whether there is one, then once a look.
    expect(local.viewed).toHaveLength(3);
    expect(local.viewed[0]?.searchParams.get('QueueUrl')).toBe(queueUrl);
    expect(local.actions).not.toContain('ReceiveMessage');
    await end(local.server);
  });

  it('that is empty shows nothing', async () => {
    const local = await emulator(() => ({
      status: 200,
      body: JSON.stringify({ ReceiveMessageResponse: { ReceiveMessageResult: null } }),
    }));
    await use(local.url);
    expect(await test.client.messages.peek({ scope, queueUrl })).toMatchObject({
      messages: [],
      view: 'LocalStack',
    });
    await end(local.server);
  });

  it.each([
    ['404', { status: 404, body: 'no such page' }],
    ['a page of its own', { status: 200, body: '<html></html>' }],
    ['JSON of another kind', { status: 200, body: '{"hello":"world"}' }],
  ])(
    'is not there where the endpoint answers %s: it is asked once, then messages are received',
    async (_, answer) => {
      const local = await emulator(() => answer);
      await use(local.url);
      for (let n = 0; n < 2; n += 1) {
        const look = await test.client.messages.peek({ scope, queueUrl, waitSeconds: 0 });
        expect(look).toMatchObject({ view: null, budget: { view: null } });
      }
      expect(local.viewed).toHaveLength(2);
      expect(local.actions).toContain('ReceiveMessage');
      await end(local.server);
    },
  );

  it('that fails later says so', async () => {
    let broken = false;
    const local = await emulator(() =>
      broken ? { status: 500, body: '' } : { status: 200, body: '{"messages":[]}' },
    );
    await use(local.url);
    await test.client.messages.budget({ scope, queueUrl });
    broken = true;
    expect(await failureOf(test.client.messages.peek({ scope, queueUrl }))).toMatchObject({
      code: 'AWS_FAULT',
      retryable: true,
    });
    await end(local.server);
  });
});
