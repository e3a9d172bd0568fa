import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { quantile, type Measurement } from './measurement.ts';
import { startServer, type Server } from './server.ts';

const messages = 5_000;
const rounds = 5;
const concurrency = 8;
const body = JSON.stringify({ orderId: 'DE-20931847', lines: 'x'.repeat(440) });

/** Runs `act` for 0 .. count-1, `concurrency` at a time. */
async function spread(count: number, act: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

async function round(server: Server, index: number): Promise<{ send: number; drain: number }> {
  const client = new SQSClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: `bench-${index}` }));
  let begin = performance.now();
  await spread(messages / 10, (batch) =>
    client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: Array.from({ length: 10 }, (_, i) => ({
          Id: String(i),
          MessageBody: body,
          MessageAttributes: { n: { DataType: 'Number', StringValue: String(batch * 10 + i) } },
        })),
      }),
    ),
  );
  const send = messages / ((performance.now() - begin) / 1000);
  begin = performance.now();
  let left = messages;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left > 0) {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) continue;
        await client.send(
          new DeleteMessageBatchCommand({
            QueueUrl,
            Entries: Messages.map((message, i) => ({ Id: String(i), ReceiptHandle: message.ReceiptHandle })),
          }),
        );
        left -= Messages.length;
      }
    }),
  );
  const drain = messages / ((performance.now() - begin) / 1000);
  client.destroy();
  return { send, drain };
}

/** Messages per second through the SDK, sandbox and fauxqs each in a process of its own, rounds interleaved. */
export async function run(): Promise<Measurement[]> {
  const fauxqs = `import { startFauxqs } from 'fauxqs'; const s = await startFauxqs({ port: 0, logger: false }); console.log('ready http://127.0.0.1:' + s.port);`;
  const servers = [
    await startServer(
      'sandbox',
      /^Sandbox ready: (\S+)/,
      'electron/sandbox/index.ts',
      '--port',
      '0',
      '--no-seed',
      '--no-traffic',
    ),
    await startServer('fauxqs', /^ready (\S+)/, '--input-type=module', '--eval', fauxqs),
  ];
  const results = new Map(
    servers.map((server) => [server.name, { send: [] as number[], drain: [] as number[] }]),
  );
  for (let index = 0; index < rounds; index += 1) {
    for (const server of servers) {
      const { send, drain } = await round(server, index);
      results.get(server.name)?.send.push(send);
      results.get(server.name)?.drain.push(drain);
    }
  }
  for (const server of servers) await server.stop();
  return [...results].flatMap(([name, { send, drain }]) => [
    {
      what: `${name}: SendMessageBatch`,
      value: quantile(send, 0.5),
      unit: 'messages/s',
      note: `median of ${rounds}`,
    },
    { what: `${name}: receive and DeleteMessageBatch`, value: quantile(drain, 0.5), unit: 'messages/s' },
  ]);
}
