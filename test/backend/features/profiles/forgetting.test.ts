import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Job } from '../../../../electron/contract/index.ts';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../../support/backend.ts';
import { createSettableClock } from '../../../../electron/sandbox/clock.ts';
import { send } from '../../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;

beforeEach(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

const profile = 'sandbox';
const create = async (QueueName: string): Promise<string> =>
  (await sandbox.sqs().send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? '';
const until = async (id: string, is: (job: Job) => boolean): Promise<void> => {
  if (is(await test.client.jobs.get({ jobId: id }))) return;
  for await (const batch of await test.client.jobs.watch({})) {
    if (batch.some((job) => job.id === id && is(job))) return;
  }
};

it('drops what was pinned, added by hand and named in workspaces, and leaves that of others', async () => {
  const other = { profile: 'other', region: 'eu-west-1' };
  await test.client.settings.set({
    pinned: [
      { scope, id: 'a' },
      { scope: other, id: 'b' },
    ],
    added: [{ scope, url: 'https://sqs/1/a' }],
    workspaces: [
      { name: 'mine', scopes: [scope] },
      { name: 'both', scopes: [scope, other] },
    ],
  });
  await test.client.profiles.forget({ profile });
  expect(await test.client.settings.get({})).toMatchObject({
    pinned: [{ scope: other, id: 'b' }],
    added: [],
    workspaces: [{ name: 'both', scopes: [other] }],
  });
});

it('takes the reports of jobs along, and waits for those that have not ended', async () => {
  const [from, to] = [await create('from'), await create('to')];
  for (let n = 0; n < 5; n += 1) await send(sandbox.sqs(), from, `body ${n}`);
  sandbox.faults.add({ action: 'SendMessageBatch', fault: { kind: 'throttle' } });
  const { id: jobId } = await test.client.redrives.move({
    scope,
    queueUrl: from,
    destination: { kind: 'queue', scope, queueUrl: to },
  });
  await until(jobId, ({ counts: { holding } }) => holding > 0);
  expect(await failureOf(test.client.profiles.forget({ profile }))).toMatchObject({
    code: 'CONFLICT',
    resource: jobId,
  });
  await test.client.jobs.cancel({ jobId });
  await until(jobId, ({ state }) => state === 'cancelled');
  await test.client.profiles.forget({ profile });
  expect((await test.client.jobs.list({})).jobs).toEqual([]);
  expect((await failureOf(test.client.jobs.get({ jobId }))).code).toBe('NOT_FOUND');
});
