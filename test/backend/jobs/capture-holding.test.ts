import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toCaptureParts } from '../../../electron/backend/jobs/capture/parts.ts';
import type { CaptureParts } from '../../../electron/backend/jobs/capture/desk.ts';
import type { CaptureOrder } from '../../../electron/backend/jobs/capture/order.ts';
import { createCaptureWork } from '../../../electron/backend/jobs/capture-work.ts';
import type { JobClock } from '../../../electron/backend/jobs/clock.ts';
import type { Work } from '../../../electron/backend/jobs/work.ts';
import { createClients } from '../../../electron/backend/aws/clients.ts';
import { createProfileBook } from '../../../electron/backend/aws/profiles.ts';
import { openStore, type Store } from '../../../electron/backend/store/store.ts';
import { counts, receive, send } from '../../support/sqs-calls.ts';
import { createTestHost, type TestHost } from '../../support/host.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

const scope = { profile: 'sandbox', region: 'us-east-1' };
const hour = 3_600_000;
let sandbox: TestSandbox;
let sqs: SQSClient;
let host: TestHost;
let store: Store;
let clock: JobClock;
let queueUrl: string;
let close: () => void;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  sqs = sandbox.sqs();
  host = createTestHost({ sandbox: { endpoint: sandbox.url } });
  store = openStore(host.dataDir);
  store.captures.policies.set('sandbox', { mode: 'keep' });
  clock = { ...sandbox.clock, mono: () => sandbox.clock.now() };
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'held' }))).QueueUrl!;
});
afterEach(async () => {
  close();
  store.close();
  host.remove();
  await sandbox.close();
});

/** A capture's work with the sandbox's own clock, which stands still until it is moved. */
function begin(
  jobId: string,
  epoch: number,
  change: (parts: CaptureParts) => CaptureParts = (parts) => parts,
): Work {
  const profiles = createProfileBook(host, store);
  const credentialsOf = () => Promise.resolve({ accessKeyId: '000000000000', secretAccessKey: 'any' });
  const clients = createClients(host, profiles, credentialsOf, { count: () => undefined });
  close = () => clients.close();
  expect(store.jobs.adopt(jobId, epoch, clock.now())).toBe(true);
  return createCaptureWork(
    change(
      toCaptureParts(
        {
          host,
          store,
          profiles,
          credentialsOf,
          clients,
        },
        { keepSeen: () => Promise.resolve(), tidy: () => Promise.resolve() },
        { job: store.jobs.stored(jobId)!, epoch, clock },
      ),
    ),
  );
}
function order(more: Partial<CaptureOrder> = {}): string {
  const id = randomUUID();
  store.jobs.create({
    id,
    kind: 'capture',
    source: { scope, queueUrl },
    destination: null,
    order: { ceiling: 100_000, bound: 'ceiling', holdSeconds: 60, depth: 1, force: false, ...more },
    ids: null,
    total: null,
    at: clock.now(),
  });
  return id;
}
const settled = (condition: () => boolean): Promise<boolean> =>
  vi.waitUntil(condition, { timeout: 5000, interval: 2 });
const holding = (work: Work, count: number): Promise<boolean> => settled(() => work.tally.holding === count);
/** Moves time second by second until the work is at its rest. */
async function over<End>(end: Promise<End>): Promise<End> {
  let ended = false;
  void end.finally(() => {
    ended = true;
  });
  while (!ended) {
    sandbox.clock.advance(1000);
    await new Promise((resume) => setTimeout(resume, 3));
  }
  return end;
}

describe('what a capture holds', () => {
  it('is renewed at half time, until 11 h 30 after the receive and no longer', async () => {
    await send(sqs, queueUrl, 'held long');
    const id = order({ holdSeconds: 3600 });
    const work = begin(id, 1);
    const end = work.run();
    let ended = false;
    void end.finally(() => {
      ended = true;
    });
    await holding(work, 1);
    const [first] = store.captureHandles.held(id, clock.now());
    const start = clock.now();
    const survives = (ms: number): boolean =>
      store.captureHandles.held(id, clock.now() + ms).length === work.tally.seen;
    // Somebody goes on sending, so that the queue never shows nothing new.
    for (let sent = 1; !ended && clock.now() - start < 12 * hour; sent += 1) {
      const step = clock.now() - start < 11 * hour ? 0.1 * hour : 10_000;
      sandbox.clock.advance(step);
      await send(sqs, queueUrl, `later ${sent}`);
      await settled(() => ended || (work.tally.seen === sent + 1 && survives(step)));
      if (!ended) expect(store.captureHandles.held(id, clock.now())).toContainEqual(first);
    }
    expect(await end).toEqual({ kind: 'ended', state: 'partly' });
    expect(clock.now() - start).toBeGreaterThan(11 * hour);
    expect(clock.now() - start).toBeLessThan(11.5 * hour);
    expect(work.tally.capture).toMatchObject({ why: 'hold', again: 0, latest: start + 11.5 * hour });
    expect(await counts(sqs, queueUrl)).toMatchObject({ inFlight: 0 });
  });

  it('comes back where it could not be renewed, and is kept once; another reader is noticed then', async () => {
    for (const body of ['one', 'two']) await send(sqs, queueUrl, body);
    sandbox.faults.add({
      action: 'ChangeMessageVisibilityBatch',
      fault: { kind: 'error', type: 'AccessDenied' },
    });
    const id = order();
    const work = begin(id, 1);
    const end = work.run();
    await holding(work, 2);
    await send(sqs, queueUrl, 'three');
    await holding(work, 3);
    sandbox.clock.advance(61_000);
    await settled(() => work.tally.capture!.again >= 3);
    expect(work.tally).toMatchObject({ seen: 3, otherReader: false });
    work.stop('pause');
    expect(await over(end)).toEqual({ kind: 'pause' });
    expect(store.captures.whereabouts.of({ ...scope, queueUrl })).toMatchObject({ inQueue: 3 });

    sandbox.faults.clear();
    sandbox.clock.advance(61_000);
    await receive(sqs, queueUrl, { VisibilityTimeout: 0 });
    const second = begin(id, 2);
    const ended = await over(second.run());
    expect(ended).toEqual({ kind: 'ended', state: 'done' });
    expect(second.tally).toMatchObject({ seen: 3, otherReader: true, capture: { why: 'complete' } });
  });

  it('is let go by whoever takes the job over, at once; the one before calls nothing any more', async () => {
    for (let n = 0; n < 4; n += 1) await send(sqs, queueUrl, `body ${n}`);
    const id = order();
    let wakeUp = (): void => undefined;
    const asleep = new Promise<void>((wake) => {
      wakeUp = wake;
    });
    let receives = 0;
    const first = begin(id, 1, (parts) => ({
      ...parts,
      calls: {
        ...parts.calls,
        async receive(options, signal) {
          if ((receives += 1) > 1) await asleep;
          return parts.calls.receive(options, signal);
        },
      },
    }));
    const lost = first.run();
    await holding(first, 4);
    const closeFirst = close;
    const second = begin(id, 2);
    const taken = second.run();
    // Let go by the handles on disk and received again, long before the first hold would have ended.
    await settled(() => second.tally.seen === 4 && second.tally.holding === 4);
    expect(await over(taken)).toEqual({ kind: 'ended', state: 'done' });
    await send(sqs, queueUrl, 'new');
    wakeUp();
    expect(await over(lost)).toMatchObject({ kind: 'halted' });
    expect(first.tally.capture).toMatchObject({ why: null });
    closeFirst();
  });

  it('is let go when the disk is full, and the job waits for somebody to make room', async () => {
    for (let n = 0; n < 4; n += 1) await send(sqs, queueUrl, `body ${n}`);
    const id = order();
    const full = Object.assign(new Error('database or disk is full'), {
      code: 'ERR_SQLITE_ERROR',
      errcode: 13,
    });
    const work = begin(id, 1, (parts) => ({
      ...parts,
      captures: {
        ...parts.captures,
        add: () => {
          throw full;
        },
      },
    }));
    expect(await over(work.run())).toMatchObject({ kind: 'failure', failure: { code: 'STORAGE' } });
    expect(await counts(sqs, queueUrl)).toMatchObject({ visible: 4, inFlight: 0 });
    expect(store.captures.whereabouts.of({ ...scope, queueUrl })).toMatchObject({ inQueue: 0 });
  });
});
