import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../electron/contract/index.ts';
import { waitingItem } from '../../../electron/backend/jobs/redrive/intake.ts';
import { emptyTally, plainOrder } from '../../../electron/backend/jobs/redrive/model.ts';
import { queueKey } from '../../../electron/backend/store/jobs.ts';
import { openStore } from '../../../electron/backend/store/store.ts';
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
  await test.client.captures.setPolicy({ profile: scope.profile, mode: 'keep' });
  sqs = sandbox.sqs();
});
afterAll(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

let made = 0;
const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: `p${(made += 1)}-${name}`, Attributes }))).QueueUrl!;
const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
const nameOf = (url: string): string => url.split('/').at(-1)!;
const rest = async (id: string): Promise<Job> => {
  const ends: ReadonlyArray<Job['state']> = ['done', 'partly', 'failed', 'cancelled', 'paused'];
  for await (const batch of await test.client.jobs.watch({})) {
    const job = batch.find((one) => one.id === id) ?? (await test.client.jobs.get({ jobId: id }));
    if (ends.includes(job.state)) return job;
  }
  throw new Error('the stream ended');
};
const parked = async (queueUrl: string) =>
  (await test.client.redrives.parked({ filter: { source: { scope, queueUrl } } })).messages;
const parkOrder = {
  ...plainOrder,
  destination: '',
  sourceFifo: false,
  destinationFifo: false,
  keep: false,
  some: true,
  groupId: null,
  skipFailed: false,
  unanswered: 'resend',
  depth: 2,
  maximumSize: 1_048_576,
  goal: 'parked',
  exact: true,
};
const items = async (jobId: string) => (await test.client.jobs.items({ jobId })).items;

describe.concurrent('parking', () => {
  it('takes messages out of their queue with all they carry, and a restore puts them back', async () => {
    const url = await create('from');
    await send(sqs, url, '{"error":{"type":"Timeout"},"n":12345678901234567890}', {
      MessageAttributes: {
        total: { DataType: 'Number.int', StringValue: '7' },
        photo: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 255, 1) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2' } },
      MessageGroupId: 'tenant-1',
    });
    const job = await rest((await test.client.redrives.park({ scope, queueUrl: url })).id);
    expect(job).toMatchObject({ kind: 'park', state: 'done', counts: { states: { parked: 1 }, doubt: 0 } });
    expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    const [hit] = await parked(url);
    const [item] = await items(job.id);
    expect(item).toMatchObject({ state: 'parked', messageId: hit?.messageId, newId: null });
    const message = await test.client.redrives.parkedMessage({ id: hit!.id });
    expect(message).toMatchObject({
      body: '{"error":{"type":"Timeout"},"n":12345678901234567890}',
      attributes: {
        total: { type: 'Number.int', binary: false, value: '7' },
        photo: { type: 'Binary.png', binary: true, value: 'AP8B' },
      },
      groupId: 'tenant-1',
      reason: 'Timeout',
      jobId: job.id,
      system: { AWSTraceHeader: 'Root=1-2', ApproximateReceiveCount: '1', SenderId: expect.any(String) },
    });
    const { id } = await test.client.redrives.restore({
      scope,
      target: url,
      source: { scope, queueUrl: url },
      choice: { ids: [hit!.id] },
    });
    expect((await rest(id)).state).toBe('done');
    const [back] = await receive(sqs, url);
    expect(back).toMatchObject({
      Body: message.body,
      MessageAttributes: { total: { DataType: 'Number.int' }, photo: { DataType: 'Binary.png' } },
      Attributes: { MessageGroupId: 'tenant-1', AWSTraceHeader: 'Root=1-2' },
    });
  });

  it('parks chosen messages alone and leaves the others as they were', async () => {
    const url = await create('some');
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push((await send(sqs, url, `body ${n}`)).MessageId!);
    const choice = { by: 'ids' as const, ids: ids.slice(3, 6) };
    const job = await rest((await test.client.redrives.park({ scope, queueUrl: url, choice })).id);
    expect(job.counts.states).toEqual({ parked: 3 });
    expect((await parked(url)).map(({ messageId }) => messageId).sort()).toEqual(ids.slice(3, 6).sort());
    expect(await counts(sqs, url)).toMatchObject({ visible: 9, inFlight: 0 });
  });

  it('deletes no original that is not in the store, and stores none twice, when deletes fail and lose their answers', async () => {
    const url = await create('faults.fifo', fifo);
    for (let n = 0; n < 12; n += 1) await send(sqs, url, `body ${n}`, { MessageGroupId: `g${n % 4}` });
    for (const fault of [{ kind: 'throttle' }, { kind: 'drop' }, { kind: 'server' }] as const) {
      sandbox.faults.add({ resource: nameOf(url), action: 'DeleteMessageBatch', count: 1, fault });
    }
    const job = await rest((await test.client.redrives.park({ scope, queueUrl: url })).id);
    expect(job.counts).toMatchObject({ states: { parked: 12 }, doubt: 0 });
    expect(await parked(url)).toHaveLength(12);
    expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('that ended between the store and the delete goes on without a second row, and deletes the original', async () => {
    const url = await create('crashed');
    const ids = [await send(sqs, url, 'one'), await send(sqs, url, 'two')].map(({ MessageId }) => MessageId!);
    const id = randomUUID();
    const store = openStore(test.host.dataDir);
    store.jobs.create({
      id,
      kind: 'park',
      source: { scope, queueUrl: url },
      destination: { kind: 'park' },
      order: { ...parkOrder, job: id, source: queueKey({ scope, queueUrl: url }) },
      ids,
      total: 2,
      at: Date.now(),
    });
    // As a process leaves it that was killed: the first is in the store and not confirmed, the second is confirmed.
    const journal = store.jobItems.journal(id, 0);
    const begun = {
      ...waitingItem(ids[0]!, Date.now()),
      state: 'sending' as const,
      attempts: 1,
      receives: 1,
    };
    const sent = { ...waitingItem(ids[1]!, Date.now()), state: 'sent' as const, attempts: 1, receives: 1 };
    const row = (messageId: string, body: string) => ({
      messageId,
      content: { body, attributes: {}, groupId: null, traceHeader: null },
      system: {},
      size: 3,
      reason: null,
    });
    journal.write([{ ...begun, firstSend: Date.now() }, sent], emptyTally);
    store.parked.put({ scope, queueUrl: url }, [row(ids[0]!, 'one'), row(ids[1]!, 'two')], {
      job: id,
      at: Date.now(),
      check: journal.check,
    });
    store.close();
    await test.client.jobs.resume({ jobId: id });
    const job = await rest(id);
    expect(job).toMatchObject({ state: 'done', counts: { states: { parked: 2 }, doubt: 0 } });
    expect((await parked(url)).map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    expect(await counts(sqs, url)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('purges chosen messages alone, and each is in the report', async () => {
    const url = await create('purged');
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) ids.push((await send(sqs, url, `body ${n}`)).MessageId!);
    const choice = { by: 'ids' as const, ids: ids.slice(0, 2) };
    const job = await rest((await test.client.redrives.purge({ scope, queueUrl: url, choice })).id);
    expect(job).toMatchObject({ kind: 'purge', state: 'done', counts: { states: { done: 2 } } });
    expect(await items(job.id)).toMatchObject([
      { state: 'done', newId: null, destination: null },
      { state: 'done', newId: null, destination: null },
    ]);
    expect(bodies(await receive(sqs, url)).sort()).toEqual(ids.slice(2).map((_, n) => `body ${n + 2}`));
    expect(await parked(url)).toEqual([]);
  });
});

describe('parking where bodies are not kept', () => {
  it('has to be asked for: the refusal says that parked messages are on the disk', async () => {
    const url = await create('asked');
    await send(sqs, url, 'one');
    await test.client.captures.setPolicy({ profile: scope.profile, mode: 'memory' });
    const refused = await failureOf(test.client.redrives.park({ scope, queueUrl: url }));
    expect(refused).toMatchObject({ code: 'CONFLICT', field: 'onDisk' });
    expect(refused.message).toContain('on this disk');
    const { id } = await test.client.redrives.park({ scope, queueUrl: url, onDisk: true });
    expect((await rest(id)).counts.states).toEqual({ parked: 1 });
    await test.client.captures.setPolicy({ profile: scope.profile, mode: 'keep' });
  });

  it('is refused with everything that takes messages away on a read-only profile, which is recorded', async () => {
    const url = await create('guarded');
    await send(sqs, url, 'one');
    await test.client.profiles.configure({ profile: scope.profile, guard: 'read-only', mayPeek: true });
    const choice = { by: 'all' as const };
    const source = { scope, queueUrl: url };
    for (const act of [
      test.client.redrives.park({ ...source }),
      test.client.redrives.purge({ ...source, choice }),
      test.client.redrives.restore({ scope, target: url, source, choice: { all: true } }),
    ]) {
      expect((await failureOf(act)).code).toBe('READ_ONLY_PROFILE');
    }
    await test.client.profiles.configure({ profile: scope.profile, guard: 'open', mayPeek: true });
    const { entries } = await test.client.audit.list({});
    for (const action of ['park', 'purge', 'restore']) {
      expect(entries.find((entry) => entry.action === `redrives.${action}`)).toMatchObject({
        outcome: 'refused',
        resource: url,
      });
    }
    expect(await counts(sqs, url)).toMatchObject({ visible: 1 });
  });
});
