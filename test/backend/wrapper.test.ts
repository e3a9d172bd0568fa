import { readFileSync } from 'node:fs';
import { implement } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { createLog } from '../../electron/backend/log.ts';
import { watchedStream } from '../../electron/backend/stream.ts';
import { fail } from '../../electron/backend/failures.ts';
import { toFailureError } from '../../electron/backend/to-failure.ts';
import { failureOf, startAnswering, startTestBackend, type TestBackend } from '../support/backend.ts';
import { createTestHost } from '../support/host.ts';

let test: TestBackend;
beforeEach(async () => {
  test = await startTestBackend();
});
afterEach(() => test.close());

const keys = 'aws_access_key_id = a\naws_secret_access_key = b\n';
const scope = { profile: 'local', region: 'us-east-1' };
const queueUrl = 'http://x/000000000000/q';

describe('input that does not fit', () => {
  it('names the field, however deep', async () => {
    const wrong = { scope: { profile: 'p', region: 'Frankfurt' } };
    expect(await failureOf(test.client.queues.list(wrong))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'scope.region',
      message: expect.stringContaining('A region is written like'),
    });
  });

  it('of a write is neither carried out nor recorded', async () => {
    const input = { scope, queueUrl, body: '' };
    expect(await failureOf(test.client.messages.send(input))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'body',
    });
    expect((await test.client.audit.list({})).entries).toEqual([]);
  });
});

it('a failure of the contract is known as such on the other side', async () => {
  await expect(test.client.audit.list({ cursor: '?' })).rejects.toMatchObject({
    defined: true,
    code: 'INVALID_INPUT',
  });
});

it('anything unexpected is INTERNAL: logged with its stack, shown without', () => {
  const host = createTestHost();
  const failure = toFailureError(new TypeError('secret detail'), 'queues.list', host.log);
  expect(failure).toMatchObject({ code: 'INTERNAL', data: { retryable: false } });
  expect(JSON.stringify(failure)).not.toContain('secret detail');
  expect(host.logged).toMatchObject([
    { level: 'error', fields: { action: 'queues.list', stack: expect.stringContaining('secret detail') } },
  ]);
  host.remove();
});

it('a cancelled read is CANCELLED, and its request is dropped', async () => {
  let dropped = false;
  const endpoint = await startAnswering(() => new Promise(() => undefined));
  test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n${keys}`);
  const controller = new AbortController();
  const listing = failureOf(test.client.queues.list({ scope }, { signal: controller.signal })).finally(
    () => (dropped = true),
  );
  await expect.poll(() => endpoint.asked.length).toBe(1);
  controller.abort();
  expect((await listing).code).toBe('CANCELLED');
  expect(dropped).toBe(true);
  await endpoint.close();
});

it('a cancelled send that is on its way has an unknown outcome', async () => {
  const endpoint = await startAnswering(({ action }) =>
    action === 'SendMessage' ? new Promise(() => undefined) : { status: 200, body: '{}' },
  );
  test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n${keys}`);
  const controller = new AbortController();
  const sending = failureOf(
    test.client.messages.send({ scope, queueUrl, body: 'x' }, { signal: controller.signal }),
  );
  await expect.poll(() => endpoint.asked.some(({ action }) => action === 'SendMessage')).toBe(true);
  controller.abort();
  expect((await sending).code).toBe('OUTCOME_UNKNOWN');
  expect((await test.client.audit.list({})).entries[0]).toMatchObject({ outcome: 'unknown' });
  await endpoint.close();
});

it('every procedure of the contract has a handler', () => {
  expect(Object.keys(test.backend.router).sort()).toEqual(Object.keys(contract).sort());
  for (const [feature, procedures] of Object.entries(contract)) {
    const made = test.backend.router[feature as keyof typeof contract];
    expect(Object.keys(made)).toEqual(Object.keys(procedures));
  }
  expect(implement(contract)).toBeDefined();
});

describe('a stream', () => {
  it('aborts its source as soon as the reader leaves, though the source never yields again', async () => {
    let aborted = false;
    const stream = watchedStream<number>(
      async function* ({ signal }) {
        yield 1;
        await new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        aborted = true;
      },
      undefined,
      (error) => error as Error,
    );
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    const next = stream.next();
    await stream.return?.();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(aborted).toBe(true);
  });

  it('ends with a failure of the contract when its source breaks', async () => {
    const stream = watchedStream<number>(
      async function* () {
        yield 1;
        throw new Error('broken');
      },
      undefined,
      () => fail('INTERNAL'),
    );
    await stream.next();
    expect((await failureOf(stream.next())).code).toBe('INTERNAL');
  });
});

describe('the log', () => {
  it('holds no credential and no content, whoever passes them', () => {
    const host = createTestHost();
    const log = createLog(host.dataDir, 'debug');
    log.info(
      {
        secretAccessKey: 'SECRET-1',
        nested: { body: 'SECRET-2', sessionToken: 'SECRET-3', list: [{ Authorization: 'SECRET-4' }] },
        error: new Error('password=SECRET-5 for AKIAIOSFODNN7EXAMPLE'),
        kept: 'visible',
      },
      'an entry',
    );
    log.debug({ a: 1 }, 'another');
    log.close();
    const text = readFileSync(log.file, 'utf8');
    expect(text).not.toMatch(/SECRET-|AKIAIOSFODNN7EXAMPLE/);
    expect(text).toContain('visible');
    expect(text.trim().split('\n')).toHaveLength(2);
    host.remove();
  });
});
