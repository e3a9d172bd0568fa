import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../../../electron/contract/index.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import { openDatabase } from '../../../electron/backend/store/database.ts';
import { createJobItemStore } from '../../../electron/backend/store/job-items.ts';
import { createJobStore } from '../../../electron/backend/store/jobs.ts';
import { emptyTally } from '../../../electron/backend/jobs/redrive/model.ts';
import { waitingItem } from '../../../electron/backend/jobs/redrive/intake.ts';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { counts, send } from '../../support/sqs-calls.ts';
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

const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl!;
const until = async (id: string, is: (job: Job) => boolean): Promise<Job> => {
  for await (const batch of await test.client.jobs.watch({})) {
    const job = batch.find((one) => one.id === id) ?? (await test.client.jobs.get({ jobId: id }));
    if (is(job)) return job;
  }
  throw new Error('the stream ended');
};

describe.concurrent('a job', () => {
  it('pauses, goes on and stops for good; what was not sent stays, visible again', async () => {
    const from = await create('steer-from');
    const to = await create('steer-to');
    for (let n = 0; n < 30; n += 1) await send(sqs, from, `body ${n}`);
    sandbox.faults.add({ action: 'SendMessageBatch', resource: 'steer-to', fault: { kind: 'throttle' } });
    const { id: jobId } = await test.client.redrives.move({
      scope,
      queueUrl: from,
      destination: { kind: 'queue', scope, queueUrl: to },
    });
    await until(jobId, ({ counts: { holding } }) => holding > 0);
    await test.client.jobs.pause({ jobId });
    const paused = await until(jobId, ({ state }) => state === 'paused');
    expect(paused).toMatchObject({ counts: { holding: 0 }, failure: null, owned: false });
    expect(await counts(sqs, from)).toMatchObject({ visible: 30, inFlight: 0 });
    await test.client.jobs.resume({ jobId });
    await until(jobId, ({ state, counts: { holding } }) => state === 'running' && holding > 0);
    expect(await failureOf(test.client.jobs.remove({ jobId }))).toMatchObject({ code: 'CONFLICT' });
    await test.client.jobs.cancel({ jobId });
    const ended = await until(jobId, ({ state }) => state === 'cancelled');
    expect(Object.keys(ended.counts.states)).toEqual(['left']);
    expect(await counts(sqs, from)).toMatchObject({ visible: 30, inFlight: 0 });
    expect(await counts(sqs, to)).toMatchObject({ visible: 0 });
    expect(await failureOf(test.client.jobs.resume({ jobId }))).toMatchObject({ code: 'CONFLICT' });

    const { text } = await test.client.jobs.report({ jobId, format: 'csv' });
    expect(text.split('\r\n')[1]).toMatch(/^[0-9a-f-]{36},left,/);
    await test.client.jobs.remove({ jobId });
    expect(await failureOf(test.client.jobs.get({ jobId }))).toMatchObject({ code: 'NOT_FOUND' });
    const { entries } = await test.client.audit.list({ text: 'jobs.remove' });
    expect(entries[0]).toMatchObject({
      action: 'jobs.remove',
      effect: 'destroy',
      resource: jobId,
      outcome: 'done',
    });
  });

  it('that receives shows what it saw, releases it, and ends after so many messages', async () => {
    const url = await create('receive');
    await send(sqs, url, 'first');
    const { id } = await test.client.jobs.receive({ scope, queueUrl: url, messages: 2 });
    await until(id, ({ counts: { seen } }) => seen === 1);
    await send(sqs, url, 'second');
    expect(await until(id, ({ state }) => state === 'done')).toMatchObject({
      counts: { seen: 2, holding: 0 },
    });
    const { messages } = await test.client.messages.seen({ scope, queueUrl: url });
    expect(messages.map(({ body }) => body).sort()).toEqual(['first', 'second']);
    expect(await counts(sqs, url)).toMatchObject({ visible: 2, inFlight: 0 });
  });

  it('that receives ends where the receive budget does', async () => {
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:budget-dlq';
    await create('budget-dlq');
    const url = await create('budget', {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }),
    });
    await send(sqs, url, 'kept');
    const { id } = await test.client.jobs.receive({ scope, queueUrl: url });
    const job = await until(id, ({ endedAt }) => endedAt !== null);
    expect(job).toMatchObject({ state: 'partly', failure: { code: 'RECEIVE_BUDGET' } });
    expect(await counts(sqs, url)).toMatchObject({ visible: 1 });
  });
});

describe('a move or copy between profiles', () => {
  it('asks the guard of either side: read-only refuses, and a guarded destination wants its name', async () => {
    const keys = 'aws_access_key_id = 000000000000\naws_secret_access_key = any\nregion = us-east-1';
    test.host.writeConfig(`[profile other]\n${keys}\nendpoint_url = ${sandbox.url}\n`);
    const source = { scope, queueUrl: await create('guard-from') };
    const other = { scope: { profile: 'other', region: 'us-east-1' }, queueUrl: await create('guard-to') };
    const destination = { kind: 'queue' as const, ...other };
    const move = (confirmation?: string) =>
      test.client.redrives.move({ ...source, destination, confirmation });
    await test.client.profiles.configure({ profile: 'other', guard: 'read-only' });
    expect(await failureOf(move())).toMatchObject({ code: 'READ_ONLY_PROFILE', profile: 'other' });
    const copy = test.client.redrives.copy({ scope: other.scope, target: other.queueUrl, source });
    expect(await failureOf(copy)).toMatchObject({ code: 'READ_ONLY_PROFILE', profile: 'other' });
    await test.client.profiles.configure({ profile: 'other', guard: 'confirm', confirmation: 'other' });
    expect(await failureOf(move())).toMatchObject({ code: 'CONFIRMATION_NEEDED', confirmation: 'guard-to' });
    expect(await move('guard-to')).toMatchObject({ kind: 'move', destination });
  });
});

describe('the journal', () => {
  it('refuses whoever lost the job to a later owner, and changes nothing then', () => {
    const db = openDatabase(test.host.dataDir);
    const items = createJobItemStore(db);
    const jobs = createJobStore(db, items);
    const place = { scope, queueUrl: 'http://127.0.0.1/queue' };
    jobs.create({
      id: 'fenced',
      kind: 'move',
      source: place,
      destination: { kind: 'queue', ...place },
      order: {},
      ids: ['a'],
      total: 1,
      at: 1,
    });
    expect(jobs.adopt('fenced', 1, 2)).toBe(true);
    const old = items.journal('fenced', 1);
    const tally = { ...emptyTally, total: 1 };
    old.write([{ ...waitingItem('a', 3), state: 'held' }], tally);
    expect(jobs.adopt('fenced', 2, 4)).toBe(true);
    expect(jobs.adopt('fenced', 1, 5)).toBe(false);
    expect(() => old.write([{ ...waitingItem('a', 6), state: 'sending' }], tally)).toThrow(
      /taken this job over/,
    );
    expect(() => old.check()).toThrow(/taken this job over/);
    expect(jobs.move('fenced', 1, { state: 'done' })).toBe(false);
    expect([...items.journal('fenced', 2).load()]).toMatchObject([{ id: 'a', state: 'held' }]);
    jobs.settle('fenced', 'cancelled', 7);
    db.close();
  });
});
