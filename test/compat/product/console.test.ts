import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { Backend } from '../../../electron/backend/backend.ts';
import type { Capability } from '../../../electron/contract/index.ts';
import { failureOf, startTestBackend, type TestBackend } from '../../support/backend.ts';
import { servers, startEndpoint, type Endpoint } from './endpoint.ts';

const scope = { profile: 'local', region: 'us-east-1' };
const run = randomUUID().slice(0, 8);

/**
 * The console itself, through its contract, on a server that is not AWS: what the server can do works in full, what it
 * lacks is known beforehand and fails as UNSUPPORTED, and no odd answer breaks anything.
 */
describe.each(servers)('the console on %s', (server) => {
  let endpoint: Endpoint | { missing: string };
  let test: TestBackend;
  let client: Backend['client'];
  let capabilities: Capability[];

  beforeAll(async () => {
    endpoint = await startEndpoint(server);
    if ('missing' in endpoint) return;
    test = await startTestBackend();
    test.host.writeConfig(
      `[profile local]\nregion = us-east-1\nendpoint_url = ${endpoint.url}\naws_access_key_id = 000000000000\naws_secret_access_key = any\n`,
    );
    client = test.client;
    ({ capabilities } = await client.profiles.capabilities({ scope }));
  });
  afterAll(async () => {
    await test?.close();
    if (endpoint && !('missing' in endpoint)) await endpoint.close();
  });

  const state = (action: string): Capability['state'] | undefined =>
    capabilities.find((one) => one.action === action)?.state;
  const has = (service: string): boolean =>
    capabilities.some((one) => one.service === service && one.state === 'offered');
  const needServer = ({ skip }: TestContext): void => {
    if ('missing' in endpoint) skip(endpoint.missing);
  };
  const makeQueue = async (name: string, fifo = false): Promise<string> =>
    (await client.queues.create({ scope, name: `${name}-${run}${fifo ? '.fifo' : ''}`, fifo })).queue.url;

  it('connects, and says who one is as far as the server knows', async (context) => {
    needServer(context);
    const identity = await client.profiles.identify({ scope });
    expect(identity).toMatchObject({ region: 'us-east-1', endpoint: 'url' in endpoint && endpoint.url });
  });

  it('knows what the server offers, in its own words where it lacks something', async (context) => {
    needServer(context);
    expect(capabilities.length).toBeGreaterThan(5);
    for (const { state: is, answer } of capabilities) {
      if (is === 'lacking') expect(answer).toBeTruthy();
    }
    // What the sandbox alone is known to have in full.
    if (server === 'sandbox') {
      expect(state('StartMessageMoveTask')).toBe('offered');
      expect(state('ListDeadLetterSourceQueues')).toBe('offered');
    }
    if (server === 'odd') expect(state('ListDeadLetterSourceQueues')).toBe('lacking');
  });

  it('makes a queue with its dead-letter queue, lists both and tells all that can be known', async (context) => {
    needServer(context);
    const { queue, deadLetterQueue } = await client.queues.create({
      scope,
      name: `orders-${run}`,
      settings: { visibilityTimeout: 45, retentionPeriod: 86_400 },
      deadLetters: { name: `orders-dlq-${run}`, maxReceiveCount: 3 },
    });
    const { queues } = await client.queues.list({ scope, prefix: 'orders' });
    expect(queues.map(({ name }) => name)).toEqual(
      expect.arrayContaining([queue.name, deadLetterQueue?.name]),
    );
    const [described] = await client.queues.describe({ scope, urls: [queue.url] });
    expect(described?.failure).toBeNull();
    expect(described?.summary).toMatchObject({
      fifo: false,
      visibilityTimeout: 45,
      // What a server does not tell is no zero.
      counts: { visible: 0, inFlight: 0, delayed: server === 'odd' ? null : 0 },
      redrivePolicy: { maxReceiveCount: 3 },
    });
    const detail = await client.queues.get({ scope, queueUrl: deadLetterQueue!.url });
    if (state('ListDeadLetterSourceQueues') === 'offered') expect(detail.deadLetterSources).toHaveLength(1);
    else expect(detail.missing.deadLetterSources).toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('sends a message with every kind of attribute and sees the same again, at no cost to others', async (context) => {
    needServer(context);
    const queueUrl = await makeQueue('peek');
    const attributes = {
      kind: { type: 'String', binary: false, value: '주문' },
      amount: { type: 'Number', binary: false, value: '12.50' },
      raw: { type: 'Binary', binary: true, value: Buffer.from([0, 255, 128]).toString('base64') },
    };
    const body = '{"id": 9007199254740993, "text": "<script>alert(1)</script> ✓ 한국어"}';
    const { messageId } = await client.messages.send({ scope, queueUrl, body, attributes });
    const look = await client.messages.peek({ scope, queueUrl, force: true });
    expect(look.messages).toHaveLength(1);
    expect(look.messages[0]).toMatchObject({ messageId, body, attributes });
    expect(look.notReleased).toEqual([]);
    const again = await client.messages.peek({ scope, queueUrl, force: true });
    expect(again.messages.map((message) => message.messageId)).toEqual([messageId]);
  });

  it('keeps the order of a group on a FIFO queue', async (context) => {
    needServer(context);
    const queueUrl = await makeQueue('ledger', true);
    for (const body of ['one', 'two', 'three']) {
      await client.messages.send({ scope, queueUrl, body, groupId: 'g', deduplicationId: `${body}-${run}` });
    }
    const look = await client.messages.peek({ scope, queueUrl, force: true });
    const bodies = look.messages.map(({ body }) => body);
    expect(bodies).toEqual(['one', 'two', 'three'].slice(0, bodies.length));
    expect(bodies.length).toBeGreaterThan(0);
  });

  it('moves chosen messages to another queue and leaves the others', async (context) => {
    needServer(context);
    const [from, to] = [await makeQueue('move-from'), await makeQueue('move-to')];
    const ids: string[] = [];
    for (const body of ['stay', 'go 1', 'go 2']) {
      ids.push((await client.messages.send({ scope, queueUrl: from, body })).messageId);
    }
    const destination = { kind: 'queue' as const, scope, queueUrl: to };
    const { id: jobId } = await client.redrives.move({
      scope,
      queueUrl: from,
      destination,
      choice: { by: 'ids', ids: ids.slice(1) },
    });
    for await (const batch of await client.jobs.watch({})) {
      const job = batch.find(({ id }) => id === jobId) ?? (await client.jobs.get({ jobId }));
      if (['done', 'partly', 'failed'].includes(job.state)) break;
    }
    expect(await client.jobs.get({ jobId })).toMatchObject({ state: 'done', failure: null });
    const bodiesOf = async (queueUrl: string): Promise<string[]> => {
      const { messages } = await client.messages.peek({ scope, queueUrl, force: true });
      return messages.map(({ body }) => body).sort();
    };
    expect(await bodiesOf(to)).toEqual(['go 1', 'go 2']);
    expect(await bodiesOf(from)).toEqual(['stay']);
  });

  it('sends a large body by way of S3 and opens it again, or says that there is no S3', async (context) => {
    needServer(context);
    const queueUrl = await makeQueue('payload');
    const bucket = `payload-${run}`;
    const pointer = {
      bucket,
      keyPrefix: 'orders/',
      pointerClass: 'software.amazon.payloadoffloading.PayloadS3Pointer',
      marker: 'ExtendedPayloadSize',
      spelling: 'java',
    } as const;
    const body = '가나다'.repeat(1000);
    const sending = () =>
      client.messages.sendPointer({ scope, queueUrl, message: { body, attributes: {} }, pointer });
    if (!has('s3')) {
      expect((await failureOf(sending())).code).toBe('UNSUPPORTED');
      return;
    }
    const { endpoint: address } = await client.profiles.identify({ scope });
    const credentials = { accessKeyId: '000000000000', secretAccessKey: 'any' };
    const s3 = new S3Client({ endpoint: address, region: scope.region, credentials, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    s3.destroy();
    const { sent } = await sending();
    await client.messages.peek({ scope, queueUrl, force: true });
    const messageId = sent?.messageId ?? '';
    const { content } = await client.messages.object({ scope, queueUrl, messageId });
    expect(Buffer.from(content, 'base64').toString()).toBe(body);
  });

  it('says that a deleted queue is gone', async (context) => {
    needServer(context);
    const queueUrl = await makeQueue('short-lived');
    await client.queues.remove({ scope, queueUrl });
    expect(await failureOf(client.queues.get({ scope, queueUrl }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('publishes to a topic, or says that there are none', async (context) => {
    needServer(context);
    if (!has('sns')) {
      expect((await failureOf(client.topics.list({ scope }))).code).toBe('UNSUPPORTED');
      return;
    }
    const name = `events-${run}`;
    await client.topics.create({ scope, name });
    const made = (await client.topics.list({ scope })).topics.find((topic) => topic.name === name);
    expect(made).toMatchObject({ fifo: false });
    const topicArn = made!.arn;
    expect((await client.topics.get({ scope, topicArn })).subscriptionsConfirmed ?? 0).toBe(0);
    const { messageId } = await client.topics.publish({ scope, topicArn, message: 'hello' });
    expect(messageId).not.toBe('');
    expect((await client.subscriptions.list({ scope, topicArn })).subscriptions).toEqual([]);
  });
});
