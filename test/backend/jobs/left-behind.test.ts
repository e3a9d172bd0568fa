import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBackend, type Backend } from '../../../electron/backend/backend.ts';
import type { Job } from '../../../electron/contract/index.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import { sandboxScope as scope } from '../../support/backend.ts';
import { createTestHost, type TestHost } from '../../support/host.ts';
import { counts, send } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let host: TestHost;
const open: Backend[] = [];

beforeEach(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  host = createTestHost({ sandbox: { endpoint: sandbox.url } });
});
afterEach(async () => {
  for (const backend of open.splice(0)) await backend.close();
  host.remove();
  await sandbox.close();
  sandbox.clock.close();
});
const start = async (kind: 'cli' | 'web'): Promise<Backend> => {
  const backend = await createBackend({ ...host, kind });
  open.push(backend);
  return backend;
};
const until = async ({ client }: Backend, id: string, is: (job: Job) => boolean): Promise<Job> => {
  for await (const batch of await client.jobs.watch({})) {
    const job = batch.find((one) => one.id === id) ?? (await client.jobs.get({ jobId: id }));
    if (is(job)) return job;
  }
  throw new Error('the stream ended');
};

it('a host that closes lets go of what its job holds; the command line leaves the job alone, and a console takes it up', async () => {
  const sqs = sandbox.sqs();
  const create = async (QueueName: string): Promise<string> =>
    (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!;
  const from = await create('left-from');
  const to = await create('left-to');
  for (let n = 0; n < 20; n += 1) await send(sqs, from, `body ${n}`);
  sandbox.faults.add({ action: 'SendMessageBatch', fault: { kind: 'throttle' } });
  const first = await start('web');
  const { id } = await first.client.redrives.move({
    scope,
    queueUrl: from,
    destination: { kind: 'queue', scope, queueUrl: to },
  });
  await until(first, id, ({ counts: { holding } }) => holding > 0);
  await first.close();
  open.shift();
  expect(await counts(sqs, from)).toMatchObject({ visible: 20, inFlight: 0 });

  sandbox.faults.clear();
  const second = await start('cli');
  expect(await second.client.jobs.get({ jobId: id })).toMatchObject({
    state: 'waiting',
    owned: false,
    failure: null,
  });

  const third = await start('web');
  const job = await until(third, id, ({ endedAt }) => endedAt !== null);
  expect(job).toMatchObject({ state: 'done', counts: { states: { done: 20 }, doubt: 0 } });
  expect(await counts(sqs, to)).toMatchObject({ visible: 20 });
  expect((await second.client.jobs.get({ jobId: id })).state).toBe('done');
});
