import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../electron/contract/index.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { bodies, counts, receive, send } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;

beforeAll(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  sqs = sandbox.sqs();
});
afterAll(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

let made = 0;
const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: `q${(made += 1)}-${name}`, Attributes }))).QueueUrl!;
const fill = async (url: string, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await send(sqs, url, `body ${n}`)).MessageId!);
  return ids;
};
const nameOf = (url: string): string => url.split('/').at(-1)!;
/** The job at its rest. */
const rest = async (
  id: string,
  states: ReadonlyArray<Job['state']> = ['done', 'partly', 'failed', 'cancelled', 'paused'],
): Promise<Job> => {
  for await (const batch of await test.client.jobs.watch({})) {
    const job = batch.find((one) => one.id === id);
    if (job && states.includes(job.state)) return job;
    const now = await test.client.jobs.get({ jobId: id });
    if (states.includes(now.state)) return now;
  }
  throw new Error('the stream ended');
};
const move = (queueUrl: string, to: string, more: object = {}) =>
  test.client.redrives.move({
    scope,
    queueUrl,
    destination: { kind: 'queue', scope, queueUrl: to },
    ...more,
  });
const copy = (queueUrl: string, to: string) =>
  test.client.redrives.copy({ scope, target: to, source: { scope, queueUrl } });

// Side by side, each with queues of its own.
describe.concurrent('a move', () => {
  it('brings all messages over with all they carry, and deletes them at their source', async () => {
    const from = await create('from');
    const to = await create('to');
    await send(sqs, from, '{"id":1}', {
      MessageAttributes: {
        total: { DataType: 'Number.int', StringValue: '7' },
        photo: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 255, 1) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2' } },
      MessageGroupId: 'tenant-1',
    });
    await fill(from, 24);
    const { id } = await move(from, to);
    const job = await rest(id);
    expect(job).toMatchObject({
      state: 'done',
      failure: null,
      counts: { states: { done: 25 }, doubt: 0, seen: 25, holding: 0 },
    });
    expect(await counts(sqs, from)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(await counts(sqs, to)).toMatchObject({ visible: 25 });
    const all = (await Promise.all([1, 2, 3, 4].map(() => receive(sqs, to)))).flat();
    expect(all.find(({ Body }) => Body === '{"id":1}')).toMatchObject({
      MessageAttributes: {
        total: { DataType: 'Number.int', StringValue: '7' },
        photo: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 255, 1) },
      },
      Attributes: { AWSTraceHeader: 'Root=1-2', MessageGroupId: 'tenant-1' },
    });
    const { items } = await test.client.jobs.items({ jobId: id });
    expect(items.map(({ newId }) => newId).sort()).toEqual(all.map(({ MessageId }) => MessageId).sort());
    expect(JSON.stringify(items)).not.toContain('andle');
    for (const mark of ['returned', 'doubt', 'changed'] as const)
      expect((await test.client.jobs.items({ jobId: id, mark })).items, mark).toEqual([]);
  });

  it('of chosen messages leaves the others, visible again', async () => {
    const from = await create('from');
    const to = await create('to');
    const ids = await fill(from, 12);
    const { id } = await move(from, to, { choice: { by: 'ids', ids: [ids[3], ids[7]] } });
    expect((await rest(id)).counts.states).toEqual({ done: 2 });
    expect(await counts(sqs, from)).toMatchObject({ visible: 10, inFlight: 0 });
    expect(bodies(await receive(sqs, to)).sort()).toEqual(['body 3', 'body 7']);
  });

  it('goes to another account in another region, with the keys of each side', async () => {
    const there = { profile: 'elsewhere', region: 'eu-west-1' };
    const account = '111122223333';
    test.host.writeConfig(
      `[profile elsewhere]\nregion = eu-west-1\nendpoint_url = ${sandbox.url}\naws_access_key_id = ${account}\naws_secret_access_key = any\n`,
    );
    const far = sandbox.sqs(account, there.region);
    const { QueueUrl = '' } = await far.send(new CreateQueueCommand({ QueueName: 'far' }));
    const from = await create('from');
    await fill(from, 12);
    const { id } = await move(from, QueueUrl, {
      destination: { kind: 'queue', scope: there, queueUrl: QueueUrl },
    });
    expect(await rest(id)).toMatchObject({ state: 'done', destination: { scope: there } });
    expect(await counts(far, QueueUrl)).toMatchObject({ visible: 12 });
    expect(await counts(sqs, from)).toMatchObject({ visible: 0, inFlight: 0 });
  });

  it('keeps the order of FIFO groups and gives deduplication ids of its own', async () => {
    const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    const from = await create('from.fifo', fifo);
    const to = await create('to.fifo', fifo);
    for (let n = 0; n < 12; n += 1) {
      await send(sqs, from, `${n}`, { MessageGroupId: `g${n % 2}`, MessageDeduplicationId: `original-${n}` });
    }
    const { id } = await move(from, to);
    expect((await rest(id)).counts.states).toEqual({ done: 12 });
    const moved = (await Promise.all([1, 2].map(() => receive(sqs, to)))).flat();
    for (const group of ['g0', 'g1']) {
      const own = moved.filter(({ Attributes }) => Attributes?.MessageGroupId === group);
      expect(bodies(own)).toEqual(bodies(own).toSorted((a, b) => Number(a) - Number(b)));
    }
    expect(
      moved.every(({ Attributes }) => /^sw-[0-9a-f]{64}$/.test(Attributes?.MessageDeduplicationId ?? '')),
    ).toBe(true);
  });

  it('survives throttling, errors of the service and lost answers: every message once, or reported', async () => {
    const from = await create('from');
    const to = await create('to');
    await fill(from, 40);
    sandbox.faults.add({
      resource: nameOf(to),
      action: 'SendMessageBatch',
      count: 1,
      fault: { kind: 'throttle' },
    });
    sandbox.faults.add({
      resource: nameOf(to),
      action: 'SendMessageBatch',
      count: 1,
      skip: 1,
      fault: { kind: 'drop' },
    });
    sandbox.faults.add({
      resource: nameOf(from),
      action: 'DeleteMessageBatch',
      count: 1,
      fault: { kind: 'drop' },
    });
    sandbox.faults.add({
      resource: nameOf(from),
      action: 'ReceiveMessage',
      count: 1,
      skip: 1,
      fault: { kind: 'server' },
    });
    const job = await rest((await move(from, to)).id);
    expect(job.counts.states).toEqual({ done: 40 });
    expect(await counts(sqs, from)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    // What the dropped answer would have told was stored twice, and the report names each.
    const { visible } = await counts(sqs, to);
    expect(job.counts.doubt).toBeGreaterThan(0);
    expect(visible).toBe(40 + job.counts.doubt);
  });

  it('to a FIFO queue repeats a lost answer under its id: one copy, no doubt', async () => {
    const from = await create('from.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    const to = await create('to.fifo', { FifoQueue: 'true' });
    for (let n = 0; n < 5; n += 1) await send(sqs, from, `${n}`, { MessageGroupId: 'one' });
    sandbox.faults.add({
      resource: nameOf(to),
      action: 'SendMessageBatch',
      count: 2,
      fault: { kind: 'drop' },
    });
    const job = await rest((await move(from, to)).id);
    expect(job.counts).toMatchObject({ states: { done: 5 }, doubt: 0 });
    expect(bodies(await receive(sqs, to))).toEqual(['0', '1', '2', '3', '4']);
  });

  it('pauses when the credentials have expired, lets go of what it holds, and goes on afterwards', async () => {
    const from = await create('from');
    const to = await create('to');
    await fill(from, 15);
    const expired = sandbox.faults.add({
      resource: nameOf(to),
      action: 'SendMessageBatch',
      fault: { kind: 'error', type: 'ExpiredToken', status: 403 },
    });
    const { id } = await move(from, to);
    expect(await rest(id)).toMatchObject({
      state: 'paused',
      failure: { code: 'EXPIRED_TOKEN' },
      counts: { holding: 0 },
    });
    expect(await counts(sqs, from)).toMatchObject({ visible: 15, inFlight: 0 });
    sandbox.faults.remove(expired);
    await test.client.jobs.resume({ jobId: id });
    expect((await rest(id, ['done', 'partly', 'failed'])).counts.states).toEqual({ done: 15 });
    expect(await counts(sqs, to)).toMatchObject({ visible: 15 });
  });

  it('is on record with its job', async () => {
    const from = await create('from');
    const { id } = await move(from, await create('to'));
    await rest(id);
    const { entries } = await test.client.audit.list({});
    expect(
      entries.find(({ action, resource }) => action === 'redrives.move' && resource === from),
    ).toMatchObject({
      effect: 'destroy',
      resource: from,
      outcome: 'done',
      summary: { job: id },
    });
  });
});

describe.concurrent('a copy', () => {
  it('keeps the originals, visible again, and never copies one twice', async () => {
    const from = await create('from');
    const to = await create('to');
    await fill(from, 14);
    const { id } = await test.client.redrives.copy({
      scope,
      target: to,
      source: { scope, queueUrl: from },
    });
    expect((await rest(id)).counts).toMatchObject({ states: { kept: 14 }, holding: 0 });
    expect(await counts(sqs, from)).toMatchObject({ visible: 14, inFlight: 0 });
    expect(await counts(sqs, to)).toMatchObject({ visible: 14 });
  });
});

describe('a move or copy', () => {
  it('is refused between a queue and itself, and on a read-only profile', async () => {
    const from = await create('from');
    const to = await create('to');
    expect(await failureOf(move(from, from))).toMatchObject({ code: 'CONFLICT' });
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'read-only' });
    expect(await failureOf(move(from, to))).toMatchObject({ code: 'READ_ONLY_PROFILE' });
    expect(await failureOf(copy(from, to))).toMatchObject({ code: 'READ_ONLY_PROFILE' });
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'open' });
    const { jobs } = await test.client.jobs.list({});
    expect(jobs.some(({ source }) => source.queueUrl === from)).toBe(false);
  });
});
