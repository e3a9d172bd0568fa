// @vitest-environment happy-dom
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { useAct, type Question } from '../../renderer/api/act.ts';
import { keyOf, useRead } from '../../renderer/api/query.ts';
import { sandboxScope as scope, startTestBackend, type TestBackend } from '../support/backend.ts';
import { withPage } from '../support/page.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let queueUrl: string;
const closers: (() => void)[] = [];

beforeEach(async () => {
  sandbox = await startTestSandbox();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  queueUrl = (await sandbox.sqs().send(new CreateQueueCommand({ QueueName: 'orders' }))).QueueUrl ?? '';
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await test.close();
  await sandbox.close();
});

function page<T>(setup: () => T, answer: (question: Question) => string | null = () => null) {
  const asked: Question[] = [];
  const { result, close } = withPage(test.client, setup, (question) => {
    asked.push(question);
    return Promise.resolve(answer(question));
  });
  closers.push(close);
  return { result, asked };
}
const depth = async (): Promise<number> => (await test.client.queues.get({ scope, queueUrl })).counts.visible;
const guard = (value: 'open' | 'confirm' | 'read-only') =>
  test.client.profiles.configure({ profile: 'sandbox', guard: value });

describe('an act', () => {
  it('goes out at once on an open profile', async () => {
    const { result, asked } = page(() => useAct(contract.messages.send));
    const sent = await result.run({ scope, queueUrl, body: 'hello' });
    expect(sent?.messageId).toBeTruthy();
    expect(asked).toEqual([]);
    expect(await depth()).toBe(1);
  });

  it('asks on a guarded profile, naming profile, region and resource, and repeats the call with the answer', async () => {
    await guard('confirm');
    const { result, asked } = page(
      () => useAct(contract.messages.send),
      (question) => question.confirmation,
    );
    const sent = await result.run({ scope, queueUrl, body: 'hello' }, { count: 1 });
    expect(sent?.messageId).toBeTruthy();
    expect(asked).toMatchObject([
      {
        action: 'messages.send',
        effect: 'write',
        scope,
        profile: 'sandbox',
        resource: queueUrl,
        confirmation: 'orders',
        numbers: { count: 1 },
      },
    ]);
    expect(await depth()).toBe(1);
  });

  it('sends nothing when the person backs out, and calls that no failure', async () => {
    await guard('confirm');
    const { result, asked } = page(() => useAct(contract.messages.send));
    expect(await result.run({ scope, queueUrl, body: 'hello' })).toBeUndefined();
    expect(result.failure.value).toBeNull();
    expect(asked).toHaveLength(1);
    expect(await depth()).toBe(0);
  });

  it('asks before each write but only once per queue before looks', async () => {
    await guard('confirm');
    const { result, asked } = page(
      () => ({ look: useAct(contract.messages.peek), send: useAct(contract.messages.send) }),
      (question) => question.confirmation,
    );
    await result.look.run({ scope, queueUrl, waitSeconds: 0 });
    await result.look.run({ scope, queueUrl, waitSeconds: 0 });
    expect(asked.map(({ action }) => action)).toEqual(['messages.peek']);
    await result.send.run({ scope, queueUrl, body: 'a' });
    await result.send.run({ scope, queueUrl, body: 'b' });
    expect(asked.map(({ action }) => action)).toEqual(['messages.peek', 'messages.send', 'messages.send']);
  });

  it('says why a read-only profile refused, without asking', async () => {
    await guard('read-only');
    const { result, asked } = page(
      () => useAct(contract.messages.send),
      (question) => question.confirmation,
    );
    expect(await result.run({ scope, queueUrl, body: 'hello' })).toBeUndefined();
    expect(result.failure.value?.code).toBe('READ_ONLY_PROFILE');
    expect(asked).toEqual([]);
    expect(await depth()).toBe(0);
  });

  it('carries an id by which its outcome can be looked up', async () => {
    const { result } = page(() => useAct(contract.messages.send));
    await result.run({ scope, queueUrl, body: 'hello' });
    const { entries } = await test.client.audit.list({});
    const [entry] = entries.filter(({ action }) => action === 'messages.send');
    expect(await test.client.audit.outcome({ callId: entry?.id ?? '' })).toMatchObject({ outcome: 'done' });
  });

  it('has what it touched read again', async () => {
    const { result } = page(() => ({
      queue: useRead(contract.queues.get, { scope, queueUrl }, { staleTime: Infinity }),
      send: useAct(contract.messages.send),
    }));
    await vi.waitFor(() => expect(result.queue.data.value?.counts.visible).toBe(0));
    await result.send.run({ scope, queueUrl, body: 'hello' });
    await vi.waitFor(() => expect(result.queue.data.value?.counts.visible).toBe(1));
  });
});

describe('a read', () => {
  it('tells a failure by the code of the contract', async () => {
    const { result } = page(() => useRead(contract.queues.get, { scope, queueUrl: `${queueUrl}-gone` }));
    await vi.waitFor(() => expect(result.failure.value?.code).toBe('NOT_FOUND'));
  });

  it('has a key that is derived from where the procedure stands', () => {
    expect(keyOf(contract.queues.get, { scope, queueUrl: 'u' })).toEqual([
      'queues',
      'get',
      { scope, queueUrl: 'u' },
    ]);
    expect(keyOf(contract.audit.list)).toEqual(['audit', 'list']);
  });
});
