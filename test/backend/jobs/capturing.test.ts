import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../electron/contract/index.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { attributes, counts, receive, send } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;

beforeAll(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  sqs = sandbox.sqs();
  await test.client.captures.setPolicy({ profile: 'sandbox', mode: 'keep' });
  const keys = 'aws_access_key_id = 000000000000\naws_secret_access_key = any\nregion = us-east-1';
  const end = `endpoint_url = ${sandbox.url}`;
  test.host.writeConfig(`[profile brief]\n${keys}\n${end}\n[profile shy]\n${keys}\n${end}\n`);
});
afterAll(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

let made = 0;
const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: `q${(made += 1)}-${name}`, Attributes }))).QueueUrl!;
async function fill(url: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 10) {
    const Entries = Array.from({ length: Math.min(10, count - n) }, (_, at) => ({
      Id: String(at),
      MessageBody: `body ${n + at}`,
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  }
}
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
const take = (queueUrl: string, more: object = {}): Promise<Job> =>
  test.client.captures.take({ scope, queueUrl, ...more });
const taken = async (queueUrl: string, more: object = {}): Promise<Job> =>
  rest((await take(queueUrl, more)).id);
const coverage = async (queueUrl: string) =>
  (await test.client.captures.coverage({ queues: [{ scope, queueUrl }] }))[0]!;
/** How often each message was received so far, by a receive of all. */
const receiveCounts = async (url: string): Promise<number[]> => {
  const found: number[] = [];
  for (let got = await receive(sqs, url); got.length > 0; got = await receive(sqs, url))
    found.push(...got.map(({ Attributes }) => Number(Attributes?.ApproximateReceiveCount)));
  return found;
};

// Side by side, each with queues of its own.
describe.concurrent('a capture', () => {
  it('keeps all messages with what they carry, says that it has them all, and lets every one go', async () => {
    const url = await create('dlq');
    await send(sqs, url, '{"order":1}', {
      MessageAttributes: { total: { DataType: 'Number.int', StringValue: '7' } },
      MessageGroupId: 'tenant-1',
    });
    await fill(url, 57);
    const job = await taken(url);
    expect(job).toMatchObject({
      kind: 'capture',
      state: 'done',
      failure: null,
      counts: {
        total: 58,
        seen: 58,
        holding: 0,
        states: { kept: 58 },
        otherReader: false,
        capture: { why: 'complete', kept: 'disk', rest: { visible: 0, inFlight: 0, delayed: 0 }, again: 0 },
      },
    });
    expect(await counts(sqs, url)).toEqual({ visible: 58, inFlight: 0, delayed: 0 });
    const { source, ...known } = await coverage(url);
    expect(known).toMatchObject({
      inQueue: 58,
      left: { moved: 0, parked: 0, deleted: 0, gone: 0 },
      last: { jobId: job.id, captured: 58, of: 58, complete: true, why: 'complete' },
      running: null,
    });
    const { messages } = await test.client.captures.search({ filter: { sources: [source!], text: 'order' } });
    expect(messages).toHaveLength(1);
    expect(await test.client.captures.get({ id: messages[0]!.id })).toMatchObject({
      body: '{"order":1}',
      attributes: { total: { type: 'Number.int', value: '7' } },
      groupId: 'tenant-1',
      left: null,
    });
    expect(await receiveCounts(url)).toEqual(Array.from({ length: 58 }, () => 2));
  });

  it('of so many messages takes no more, and says how many there are besides', async () => {
    const url = await create('most');
    await fill(url, 40);
    const job = await taken(url, { most: 15 });
    expect(job).toMatchObject({
      state: 'done',
      counts: { seen: 15, total: 40, capture: { why: 'most', rest: { visible: 25 } } },
    });
    expect((await receiveCounts(url)).filter((count) => count === 2)).toHaveLength(15);
    expect((await coverage(url)).last).toMatchObject({ captured: 15, of: 40, complete: false });
  });

  it('of a FIFO queue sees the first ten of a group, goes no deeper, and says so', async () => {
    const url = await create('groups.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (let n = 0; n < 25; n += 1) await send(sqs, url, `a${n}`, { MessageGroupId: 'a' });
    await send(sqs, url, 'b', { MessageGroupId: 'b' });
    const job = await taken(url);
    expect(job).toMatchObject({
      state: 'partly',
      counts: { seen: 11, total: 26, capture: { why: 'behind', groups: { met: 2, deeper: 1 } } },
    });
    expect(await counts(sqs, url)).toMatchObject({ inFlight: 0 });
    expect((await coverage(url)).last).toMatchObject({ complete: false, why: 'behind' });
  });

  it('does not call itself complete while somebody else holds a message, nor that one gone', async () => {
    const url = await create('shared');
    await fill(url, 12);
    await taken(url);
    const [one] = await receive(sqs, url, { MaxNumberOfMessages: 1, VisibilityTimeout: 600 });
    expect(one).toBeDefined();
    expect(await taken(url)).toMatchObject({
      state: 'partly',
      counts: { seen: 11, capture: { why: 'hidden', rest: { inFlight: 1 } } },
    });
    expect(await coverage(url)).toMatchObject({ inQueue: 12, left: { gone: 0 } });
  });

  it('that is complete knows what has left, and what came again is there again', async () => {
    const url = await create('leaving');
    const to = await create('leaving-to');
    await fill(url, 10);
    await taken(url);
    const { messages } = await test.client.captures.search({
      filter: { sources: [(await coverage(url)).source!] },
    });
    const ids = messages.map(({ messageId }) => messageId);
    const move = await test.client.redrives.move({
      scope,
      queueUrl: url,
      destination: { kind: 'queue', scope, queueUrl: to },
      choice: { by: 'ids', ids: ids.slice(0, 3) },
    });
    await rest(move.id);
    expect(await coverage(url)).toMatchObject({ inQueue: 7, left: { moved: 3 } });
    const [gone] = await receive(sqs, url, { MaxNumberOfMessages: 1 });
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: gone!.ReceiptHandle! }));
    await taken(url);
    expect(await coverage(url)).toMatchObject({ inQueue: 6, left: { moved: 3, gone: 1 } });
    const filter = { sources: [(await coverage(url)).source!] };
    const left = await test.client.captures.search({ filter: { ...filter, inQueue: false } });
    expect(left.messages.map(({ left: how }) => how?.by).sort()).toEqual(['gone', 'moved', 'moved', 'moved']);
    expect((await test.client.captures.search({ filter: { ...filter, inQueue: true } })).count).toBe(6);
    await test.client.queues.purge({ scope, queueUrl: url });
    expect(await coverage(url)).toMatchObject({ inQueue: 0, oldestSentAt: null, left: { deleted: 6 } });
  });

  it('refuses where one delivery is all there is, and stops where a receive was the last safe one', async () => {
    const dlq = await create('budget-dlq');
    const deadLetterTargetArn = (await attributes(sqs, dlq)).QueueArn;
    const once = await create('once', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
    });
    expect(await failureOf(take(once))).toMatchObject({ code: 'RECEIVE_BUDGET' });
    const few = await create('few', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }),
    });
    await fill(few, 5);
    expect(await receive(sqs, few, { VisibilityTimeout: 0 })).toHaveLength(5);
    expect((await test.client.captures.plan({ scope, queueUrl: few })).budget.verdict).toBe('unknown');
    // The second receive of three: one delivery is left.
    expect(await taken(few)).toMatchObject({ state: 'done', counts: { seen: 5 } });
    expect(await failureOf(take(few))).toMatchObject({
      code: 'RECEIVE_BUDGET',
      numbers: { maxReceiveCount: 3, highestSeen: 2 },
    });
    expect(await taken(few, { force: true })).toMatchObject({ state: 'done', counts: { seen: 5 } });
    expect(await counts(sqs, dlq)).toMatchObject({ visible: 0 });
  });

  it('meets a message that used its receives up, and stops there with what it has', async () => {
    const dlq = await create('used-dlq');
    const deadLetterTargetArn = (await attributes(sqs, dlq)).QueueArn;
    const url = await create('used', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
    });
    await send(sqs, url, 'used');
    await receive(sqs, url, { VisibilityTimeout: 0 });
    const job = await taken(url);
    expect(job).toMatchObject({
      state: 'partly',
      failure: { code: 'RECEIVE_BUDGET', numbers: { maxReceiveCount: 2, highestSeen: 2 } },
      counts: { seen: 1, holding: 0, capture: { why: 'budget' } },
    });
  });

  it('pauses with everything let go, goes on, and can be cancelled', async () => {
    const url = await create('steered');
    await fill(url, 60);
    const slow = {
      action: 'ReceiveMessage',
      resource: 'steered',
      fault: { kind: 'latency', ms: 300 },
    } as const;
    const fault = sandbox.faults.add(slow);
    const { id: jobId } = await take(url);
    expect(await failureOf(take(url))).toMatchObject({ code: 'CONFLICT', resource: jobId });
    for await (const batch of await test.client.jobs.watch({}))
      if (batch.some(({ id, counts: { holding } }) => id === jobId && holding > 0)) break;
    await test.client.jobs.pause({ jobId });
    const paused = await rest(jobId, ['paused']);
    expect(paused).toMatchObject({ counts: { holding: 0, capture: { why: null } }, failure: null });
    expect(await counts(sqs, url)).toEqual({ visible: 60, inFlight: 0, delayed: 0 });
    sandbox.faults.remove(fault);
    await test.client.jobs.resume({ jobId });
    const done = await rest(jobId, ['done', 'partly']);
    expect(done).toMatchObject({ state: 'done', counts: { seen: 60, total: 60 } });

    sandbox.faults.add(slow);
    const again = await take(url);
    for await (const batch of await test.client.jobs.watch({}))
      if (batch.some(({ id, counts: { holding } }) => id === again.id && holding > 0)) break;
    await test.client.jobs.cancel({ jobId: again.id });
    expect(await rest(again.id)).toMatchObject({ state: 'cancelled', counts: { holding: 0 } });
    expect(await counts(sqs, url)).toMatchObject({ visible: 60, inFlight: 0 });
  });
  it('goes on through throttling and failed answers, and keeps each message once', async () => {
    const url = await create('throttled');
    await fill(url, 50);
    const on = { action: 'ReceiveMessage', resource: 'throttled', count: 2 };
    sandbox.faults.add({ ...on, fault: { kind: 'throttle' } });
    sandbox.faults.add({ ...on, count: 1, skip: 2, fault: { kind: 'server' } });
    expect(await taken(url)).toMatchObject({ state: 'done', counts: { seen: 50, states: { kept: 50 } } });
  });

  it('says how many stay hidden when an answer was lost', async () => {
    const url = await create('lost');
    await fill(url, 30);
    sandbox.faults.add({
      action: 'ReceiveMessage',
      resource: 'lost',
      count: 1,
      fault: { kind: 'drop' },
    });
    expect(await taken(url)).toMatchObject({
      state: 'partly',
      counts: { seen: 20, total: 30, capture: { why: 'hidden', rest: { inFlight: 10 } } },
    });
  });

  it('pauses on expired credentials, and goes on where they are fresh again', async () => {
    const url = await create('expired');
    await fill(url, 40);
    sandbox.faults.add({
      action: 'ReceiveMessage',
      resource: 'expired',
      skip: 1,
      fault: { kind: 'error', type: 'ExpiredToken' },
    });
    const { id: jobId } = await take(url);
    expect(await rest(jobId)).toMatchObject({ state: 'paused', failure: { code: 'EXPIRED_TOKEN' } });
    expect(await counts(sqs, url)).toMatchObject({ inFlight: 0 });
    for (const { id, resource } of sandbox.faults.list())
      if (resource === 'expired') sandbox.faults.remove(id);
    await test.client.jobs.resume({ jobId });
    expect(await rest(jobId, ['done', 'partly'])).toMatchObject({ state: 'done', counts: { seen: 40 } });
  });

  it('ends where too many are in flight, and lets its own go', async () => {
    const url = await create('flight');
    await fill(url, 20);
    sandbox.faults.add({
      action: 'ReceiveMessage',
      resource: 'flight',
      skip: 1,
      fault: { kind: 'error', type: 'OverLimit' },
    });
    expect(await taken(url)).toMatchObject({
      state: 'partly',
      failure: null,
      counts: { seen: 10, holding: 0, capture: { why: 'in-flight' } },
    });
    expect(await counts(sqs, url)).toMatchObject({ visible: 20, inFlight: 0 });
  });

  it('ends when its queue is deleted, with what it has', async () => {
    const url = await create('deleted');
    await fill(url, 40);
    sandbox.faults.add({
      action: 'ReceiveMessage',
      resource: 'deleted',
      fault: { kind: 'latency', ms: 200 },
    });
    const { id } = await take(url);
    for await (const batch of await test.client.jobs.watch({}))
      if (batch.some((job) => job.id === id && job.counts.seen > 0)) break;
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
    expect(await rest(id)).toMatchObject({ state: 'partly', failure: { code: 'NOT_FOUND' } });
  });

  it('stays in memory on a profile that keeps nothing on disk, says how many fit, and forgets nothing of what left', async () => {
    const place = { scope: { ...scope, profile: 'brief' }, queueUrl: await create('brief') };
    const { queueUrl } = place;
    await fill(queueUrl, 12);
    expect(await test.client.captures.plan(place)).toMatchObject({
      kept: 'ask',
      fits: 10_000,
      messages: 12,
      ceiling: 10_000,
    });
    await test.client.captures.setPolicy({ profile: 'brief', mode: 'memory' });
    const job = await rest((await test.client.captures.take(place)).id);
    expect(job).toMatchObject({ state: 'done', counts: { seen: 12, capture: { kept: 'memory' } } });
    expect((await test.client.messages.seen(place)).total).toBe(12);
    const [known] = await test.client.captures.coverage({ queues: [place] });
    expect(known).toMatchObject({ source: null, inQueue: 12, last: { captured: 12, complete: true } });
    expect(known!.oldestSentAt).not.toBeNull();
    const { items } = await test.client.jobs.items({ jobId: job.id });
    const to = await create('brief-to');
    const move = await test.client.redrives.move({
      ...place,
      destination: { kind: 'queue', scope: place.scope, queueUrl: to },
      choice: { by: 'ids', ids: items.slice(0, 2).map(({ messageId }) => messageId) },
    });
    await rest(move.id);
    const [after] = await test.client.captures.coverage({ queues: [place] });
    expect(after).toMatchObject({ inQueue: 10, left: { moved: 2 } });
  });

  it('is refused on a read-only profile, unless that one may peek', async () => {
    const place = { scope: { ...scope, profile: 'shy' }, queueUrl: await create('guarded') };
    await test.client.profiles.configure({ profile: 'shy', guard: 'read-only' });
    expect(await failureOf(test.client.captures.take(place))).toMatchObject({ code: 'READ_ONLY_PROFILE' });
    await test.client.profiles.configure({ profile: 'shy', mayPeek: true, confirmation: 'shy' });
    const job = await test.client.captures.take(place);
    await rest(job.id);
    const { entries } = await test.client.audit.list({ text: 'captures.take' });
    const own = entries.find(({ summary }) => summary.job === job.id);
    expect(own).toMatchObject({ effect: 'look', outcome: 'done' });
  });
});
