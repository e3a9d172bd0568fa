import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { createBackend, type Backend } from '../../electron/backend/backend.ts';
import { systemClock } from '../../electron/backend/system-clock.ts';
import { quantile, type Measurement } from './measurement.ts';
import { startServer } from './server.ts';

const messages = 1_000;
const rounds = 5;
/** As many receives at once as a look makes. */
const pollers = 8;
const visibilitySeconds = 120;
const scope = { profile: 'sandbox', region: 'us-east-1' };
const body = JSON.stringify({ orderId: 'DE-20931847', lines: 'x'.repeat(440) });
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function fill(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  for (let sent = 0; sent < messages; sent += 10) {
    const Entries = Array.from({ length: 10 }, (_, i) => ({
      Id: String(i),
      MessageBody: body,
      MessageAttributes: { n: { DataType: 'Number', StringValue: String(sent + i) } },
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
  return QueueUrl;
}

/** Messages a second of one look; it ends with the release unless the hold is kept. */
async function look({ client }: Backend, queueUrl: string, keepHold: boolean): Promise<number> {
  const begin = performance.now();
  const seen = await client.messages.peek({ scope, queueUrl, count: messages, visibilitySeconds, keepHold });
  const seconds = (performance.now() - begin) / 1000;
  if (seen.messages.length !== messages) throw new Error(`${seen.messages.length} messages were seen`);
  return messages / seconds;
}

/** Messages a second that as many consumers receive; they neither delete nor release. */
async function consume(sqs: SQSClient, queueUrl: string): Promise<number> {
  const seen = new Set<string>();
  const begin = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const consumers = Array.from({ length: pollers }, () =>
    Consumer.create({
      queueUrl,
      sqs,
      batchSize: 10,
      waitTimeSeconds: 1,
      visibilityTimeout: visibilitySeconds,
      shouldDeleteMessages: false,
      messageAttributeNames: ['All'],
      messageSystemAttributeNames: ['All'],
      suppressFifoWarning: true,
      handleMessageBatch: async (batch) => {
        for (const { MessageId } of batch) if (MessageId) seen.add(MessageId);
        if (seen.size >= messages) resolve();
        return batch;
      },
    }),
  );
  for (const consumer of consumers) {
    consumer.on('error', reject);
    consumer.start();
  }
  await promise;
  const seconds = (performance.now() - begin) / 1000;
  for (const consumer of consumers) consumer.stop({ abort: true });
  return messages / seconds;
}

/** `messages.peek` beside sqs-consumer with the same number of receives at once; with 0 and 20 ms added to each request. */
export async function run(): Promise<Measurement[]> {
  // The control door's line comes last.
  const door = await startServer(
    'sandbox',
    /^Control ready: (\S+)/,
    ...['electron/sandbox/index.ts', '--port', '0', '--no-seed', '--no-traffic', '--control'],
  );
  const [endpoint] = door.said.flatMap((line) => /^Sandbox ready: (\S+)/.exec(line)?.[1] ?? []);
  if (!endpoint) throw new Error('the sandbox did not say where it is');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'spillway-bench-'));
  const backend = await createBackend({
    kind: 'test',
    version: '0.0.0-bench',
    dataDir,
    clock: systemClock,
    env: { AWS_CONFIG_FILE: path.join(dataDir, 'config'), AWS_SHARED_CREDENTIALS_FILE: dataDir },
    sandbox: { endpoint },
    log: silent,
  });
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
  const sqs = new SQSClient({ endpoint, region: scope.region, credentials });
  const results: Measurement[] = [];
  for (const latency of [0, 20]) {
    const rates = { look: [] as number[], held: [] as number[], consumer: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const urls = [];
      for (const kind of ['look', 'held', 'consumer']) {
        urls.push(await fill(sqs, `bench-${latency}-${round}-${kind}`));
      }
      if (latency > 0) {
        const fault = { fault: { kind: 'latency', ms: latency } };
        await fetch(`${door.endpoint}/faults`, { method: 'POST', body: JSON.stringify(fault) });
      }
      rates.look.push(await look(backend, urls[0] ?? '', false));
      rates.held.push(await look(backend, urls[1] ?? '', true));
      rates.consumer.push(await consume(sqs, urls[2] ?? ''));
      await fetch(`${door.endpoint}/faults`, { method: 'DELETE' });
    }
    const median = (samples: number[]): number => quantile(samples, 0.5);
    const note = `median of ${rounds}, ${messages} messages, ${latency} ms added`;
    results.push(
      { what: 'peek, receive and release', value: median(rates.look), unit: 'messages/s', note },
      { what: 'peek, hold kept (receive alone)', value: median(rates.held), unit: 'messages/s', note },
      {
        what: `sqs-consumer x${pollers}, receive alone`,
        value: median(rates.consumer),
        unit: 'messages/s',
        note,
      },
      {
        what: 'peek with hold / sqs-consumer',
        value: median(rates.held) / median(rates.consumer),
        unit: 'x',
        note,
      },
    );
  }
  sqs.destroy();
  await backend.close();
  await door.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return results;
}
