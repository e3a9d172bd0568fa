import { request } from 'node:http';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { refusal, send } from '../../support/sqs-calls.ts';

describe('the control door', () => {
  let sandbox: TestSandbox;
  let door: string;

  beforeEach(async () => {
    sandbox = await startTestSandbox({ control: true });
    door = sandbox.controlUrl ?? '';
  });
  afterEach(() => sandbox.close());

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${door}${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  it('is closed unless it is asked for', async () => {
    const plain = await startTestSandbox();
    expect(plain.controlUrl).toBeUndefined();
    await plain.close();
  });

  it('tells and moves the time', async () => {
    const { now } = (await call('GET', '/clock')).body as { now: number };
    expect(now).toBe(sandbox.clock.now());
    expect((await call('POST', '/clock', { advance: 60_000 })).body).toEqual({ now: now + 60_000 });
    expect((await call('POST', '/clock', { set: now + 90_000 })).body).toEqual({ now: now + 90_000 });
    expect(sandbox.clock.now()).toBe(now + 90_000);
  });

  it('lets time run and holds it', async () => {
    const { now } = (await call('POST', '/clock', { run: true })).body as { now: number };
    await expect.poll(() => sandbox.clock.now()).toBeGreaterThan(now);
    const held = (await call('POST', '/clock', { hold: true })).body as { now: number };
    expect((await call('GET', '/clock')).body).toEqual(held);
  });

  it('switches faults on and off', async () => {
    const sqs = sandbox.sqs();
    const url = (await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))).QueueUrl ?? '';
    const fault = { action: 'SendMessage', fault: { kind: 'error', type: 'ExpiredToken' } };
    const { id } = (await call('POST', '/faults', fault)).body as { id: string };
    expect((await refusal(send(sqs, url, 'x'))).name).toBe('ExpiredToken');
    expect((await call('GET', '/faults')).body).toEqual([{ ...fault, id, hits: 1 }]);
    expect((await call('DELETE', `/faults/${id}`)).status).toBe(200);
    await send(sqs, url, 'x');
    expect((await call('DELETE', `/faults/${id}`)).status).toBe(404);
  });

  it('drops all faults at once', async () => {
    for (const kind of ['throttle', 'drop']) await call('POST', '/faults', { fault: { kind } });
    await call('DELETE', '/faults');
    expect(sandbox.faults.list()).toEqual([]);
  });

  it.each([
    ['POST', '/faults', { fault: { kind: 'explode' } }],
    ['POST', '/faults', { actions: 'SendMessage', fault: { kind: 'drop' } }],
    ['POST', '/faults', { fault: { kind: 'error' } }],
    ['POST', '/faults', { fault: { kind: 'server', status: 400 } }],
    ['POST', '/faults', { count: 'two', fault: { kind: 'drop' } }],
    ['POST', '/clock', { forward: 5 }],
    ['POST', '/clock', undefined],
  ])('refuses %s %s %j', async (method, path, body) => {
    expect(await call(method, path, body)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) as string },
    });
    expect(sandbox.faults.list()).toEqual([]);
  });

  it('knows nothing else', async () => {
    expect((await call('GET', '/world')).status).toBe(404);
  });

  /** As a browser would: fetch does not let Host be set. */
  const asBrowser = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(`${door}/clock`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });

  it('refuses a Host that is not loopback', async () => {
    expect(await asBrowser({ host: 'evil.example:80' })).toBe(403);
    expect(await asBrowser({ host: new URL(door).host })).toBe(200);
  });

  it('refuses a foreign Origin', async () => {
    expect(await asBrowser({ origin: 'https://evil.example' })).toBe(403);
    expect(await asBrowser({ origin: 'null' })).toBe(403);
    expect(await asBrowser({ origin: door })).toBe(200);
  });
});
