import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job, ParkedChoice } from '../../../electron/contract/index.ts';
import type { ParkedRow } from '../../../electron/backend/store/parked.ts';
import { openStore, type Store } from '../../../electron/backend/store/store.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { bodies, counts, receive } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;
/** Another process on the same data folder. */
let store: Store;

beforeAll(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  store = openStore(test.host.dataDir);
  sqs = sandbox.sqs();
});
afterAll(async () => {
  store.close();
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

let made = 0;
const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: `r${(made += 1)}-${name}`, Attributes }))).QueueUrl!;
const fifo = { FifoQueue: 'true' };
const row = (messageId: string, body: string, more: Partial<ParkedRow> = {}): ParkedRow => ({
  messageId,
  content: { body, attributes: {}, groupId: null, traceHeader: null },
  system: { SentTimestamp: '1700000000000' },
  size: body.length,
  reason: null,
  ...more,
});
const inGroup = (groupId: string, sequence: number, body: string): ParkedRow =>
  row(`${groupId}-${sequence}`, body, {
    content: { body, attributes: {}, groupId, traceHeader: null },
    system: { MessageGroupId: groupId, SequenceNumber: String(sequence) },
  });
const park = (queueUrl: string, rows: ParkedRow[], job = 'earlier'): void =>
  store.parked.put({ scope, queueUrl }, rows, { job, at: 1_800_000_000_000, check: () => undefined });
const parked = async (queueUrl: string) =>
  (await test.client.redrives.parked({ filter: { source: { scope, queueUrl } } })).messages;
const restore = (queueUrl: string, target: string, choice: ParkedChoice = { all: true }) =>
  test.client.redrives.restore({ scope, target, source: { scope, queueUrl }, choice });
const rest = async (id: string): Promise<Job> => {
  const ends: ReadonlyArray<Job['state']> = ['done', 'partly', 'failed', 'cancelled', 'paused'];
  for await (const batch of await test.client.jobs.watch({})) {
    const job = batch.find((one) => one.id === id) ?? (await test.client.jobs.get({ jobId: id }));
    if (ends.includes(job.state)) return job;
  }
  throw new Error('the stream ended');
};
const drain = async (url: string): Promise<Message[]> => {
  const all: Message[] = [];
  for (;;) {
    const some = await receive(sqs, url);
    if (some.length === 0) return all;
    all.push(...some);
    // A FIFO group shows no more before these are gone.
    const Entries = some.map(({ ReceiptHandle }, n) => ({ Id: `${n}`, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  }
};

describe.concurrent('a restore', () => {
  it('sends parked messages back with all they carried, and drops them from the store', async () => {
    const url = await create('home');
    park(url, [
      row('m1', '{"id":1}', {
        content: {
          body: '{"id":12345678901234567890}',
          attributes: {
            total: { type: 'Number.int', binary: false, value: '7' },
            photo: { type: 'Binary.png', binary: true, value: 'AP8B' },
          },
          groupId: 'tenant-1',
          traceHeader: 'Root=1-2',
        },
      }),
    ]);
    const job = await rest((await restore(url, url)).id);
    expect(job).toMatchObject({ kind: 'restore', state: 'done', counts: { states: { done: 1 }, total: 1 } });
    const [message] = await drain(url);
    expect(message).toMatchObject({
      Body: '{"id":12345678901234567890}',
      MessageAttributes: {
        total: { DataType: 'Number.int', StringValue: '7' },
        photo: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 255, 1) },
      },
      Attributes: { MessageGroupId: 'tenant-1', AWSTraceHeader: 'Root=1-2' },
    });
    expect(await parked(url)).toEqual([]);
    const { items } = await test.client.jobs.items({ jobId: job.id });
    expect(items).toMatchObject([{ messageId: 'm1', state: 'done', newId: message?.MessageId }]);
  });

  it('keeps the original order of every group, in whichever order they were parked', async () => {
    const url = await create('order.fifo', fifo);
    const rows = Array.from({ length: 30 }, (_, n) => inGroup(`g${n % 3}`, 100 + n * 7, `${n}`));
    park(url, [...rows].reverse());
    expect((await rest((await restore(url, url)).id)).state).toBe('done');
    const found = await drain(url);
    for (const group of ['g0', 'g1', 'g2']) {
      const numbers = bodies(found.filter(({ Attributes }) => Attributes?.MessageGroupId === group)).map(
        Number,
      );
      expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
      expect(numbers).toHaveLength(10);
    }
  });

  it('stops a group at what the queue refuses, goes on with the others, and keeps what it did not send', async () => {
    const from = await create('refused.fifo', fifo);
    const to = await create('small.fifo', { ...fifo, MaximumMessageSize: '1024' });
    const large = 'x'.repeat(2000);
    park(from, [
      inGroup('a', 1, 'a1'),
      { ...inGroup('a', 2, large), size: 2000 },
      inGroup('a', 3, 'a3'),
      inGroup('b', 4, 'b1'),
    ]);
    const plan = await test.client.redrives.restorePlan({
      scope,
      target: to,
      source: { scope, queueUrl: from },
      choice: { all: true },
    });
    expect(plan).toMatchObject({
      count: 4,
      groups: 2,
      ordered: true,
      findings: [{ code: 'too-large', severity: 'warn', numbers: { count: 1, limit: 1024 } }],
    });
    const job = await rest((await restore(from, to)).id);
    expect(job).toMatchObject({ state: 'partly', counts: { states: { done: 2, failed: 1, left: 1 } } });
    expect(bodies(await drain(to)).sort()).toEqual(['a1', 'b1']);
    expect((await parked(from)).map(({ messageId }) => messageId).sort()).toEqual(['a-2', 'a-3']);
    // They may be tried again.
    expect((await parked(from)).every(({ lastRestore }) => lastRestore?.running === false)).toBe(true);
  });

  it('gives each message to one job alone', async () => {
    const url = await create('once');
    park(
      url,
      Array.from({ length: 40 }, (_, n) => row(`m${n}`, `body ${n}`)),
    );
    const [one, other] = await Promise.allSettled([restore(url, url), restore(url, url)]);
    const begun = [one, other].flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    expect(begun).toHaveLength(1);
    await rest(begun[0]!.id);
    expect(await counts(sqs, url)).toMatchObject({ visible: 40 });
    expect((await failureOf(restore(url, url))).code).toBe('CONFLICT');
  });

  it('loses nothing and doubles nothing that it does not say when sends are throttled, fail and lose their answers', async () => {
    const url = await create('faults.fifo', fifo);
    park(
      url,
      Array.from({ length: 30 }, (_, n) => inGroup(`g${n % 5}`, n + 1, `${n}`)),
    );
    for (const fault of [{ kind: 'throttle' }, { kind: 'drop' }, { kind: 'server' }] as const) {
      sandbox.faults.add({ action: 'SendMessageBatch', resource: url.split('/').at(-1)!, count: 2, fault });
    }
    const job = await rest((await restore(url, url)).id);
    expect(job).toMatchObject({ state: 'done', counts: { states: { done: 30 }, doubt: 0 } });
    expect(
      bodies(await drain(url))
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 30 }, (_, n) => n));
    expect(await parked(url)).toEqual([]);
  });

  it('says that the target is gone, pauses, and keeps everything', async () => {
    const from = await create('kept');
    park(from, [row('m1', 'one')]);
    const missing = from.replace('-kept', '-missing');
    expect((await failureOf(restore(from, missing))).code).toBe('NOT_FOUND');
    expect(await parked(from)).toMatchObject([{ messageId: 'm1', lastRestore: null }]);
  });
});

describe('parked messages', () => {
  it('are found by their text, ids and notes, whatever the case, and listed by queue', async () => {
    const url = await create('found');
    park(url, [row('m1', 'Überweisung 42'), row('m2', '주문 실패', { reason: 'card declined' })]);
    const find = async (text: string): Promise<string[]> =>
      (
        await test.client.redrives.parked({ filter: { source: { scope, queueUrl: url }, text } })
      ).messages.map(({ messageId }) => messageId);
    expect(await find('überweisung')).toEqual(['m1']);
    expect(await find('주문')).toEqual(['m2']);
    expect(await find('DECLINED')).toEqual(['m2']);
    const [first] = await parked(url);
    await test.client.redrives.noteParked({ ids: [first!.id], text: 'Ask Billing' });
    expect(await find('billing')).toEqual([first!.messageId]);
    expect(await test.client.redrives.parkedQueues({})).toContainEqual(
      expect.objectContaining({ queueUrl: url, count: 2, restoring: 0 }),
    );
    expect(await test.client.redrives.parkedMessage({ id: first!.id })).toMatchObject({
      body: '주문 실패',
      note: 'Ask Billing',
      jobId: 'earlier',
    });
  });

  it('are there once, however often one is parked', async () => {
    const url = await create('twice');
    park(url, [row('m1', 'one')], 'first');
    park(url, [row('m1', 'one')], 'second');
    expect(await parked(url)).toHaveLength(1);
  });

  it('keep what no database text can hold', async () => {
    const url = await create('odd');
    const odd = 'a\0b\ud800c';
    park(url, [row('m1', odd)]);
    const [hit] = await parked(url);
    expect((await test.client.redrives.parkedMessage({ id: hit!.id })).body).toBe(odd);
  });

  it('are deleted for good, which is recorded and refused on a read-only profile', async () => {
    const url = await create('dropped');
    const secret = 'parked-and-never-seen-again';
    park(url, [row('m1', secret), row('m2', `${secret} either`)]);
    const drop = () => test.client.redrives.dropParked({ scope, queueUrl: url, choice: { all: true } });
    await test.client.profiles.configure({ profile: scope.profile, guard: 'read-only', mayPeek: false });
    expect((await failureOf(drop())).code).toBe('READ_ONLY_PROFILE');
    await test.client.profiles.configure({ profile: scope.profile, guard: 'confirm', mayPeek: false });
    expect((await failureOf(drop())).confirmation).toBe(url.split('/').at(-1));
    await test.client.profiles.configure({ profile: scope.profile, guard: 'open', mayPeek: false });
    expect(await drop()).toEqual({ removed: 2 });
    expect(await parked(url)).toEqual([]);
    const { entries } = await test.client.audit.list({});
    expect(entries.filter(({ action }) => action === 'redrives.dropParked').slice(0, 3)).toMatchObject([
      { outcome: 'done', resource: url, summary: { messages: 2 } },
      { outcome: 'refused' },
      { outcome: 'refused' },
    ]);
    expect(onDisk()).not.toContain(secret);
  });

  it('are forgotten with everything else of their profile', async () => {
    const url = await create('forgotten');
    const secret = 'parked-then-forgotten';
    park(url, [row('m1', secret)]);
    expect(onDisk()).toContain(secret);
    await test.client.captures.forget({ profile: scope.profile });
    expect(await test.client.redrives.parkedQueues({})).toEqual([]);
    expect(onDisk()).not.toContain(secret);
  });
});

/** All bytes of the data file and of its journal. */
function onDisk(): string {
  return ['', '-wal']
    .map((end) => {
      try {
        return readFileSync(path.join(test.host.dataDir, `spillway.sqlite${end}`), 'latin1');
      } catch {
        return '';
      }
    })
    .join('');
}
