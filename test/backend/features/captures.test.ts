import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend } from '../../../electron/backend/backend.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import type { CaptureChoice, CapturedHit, CaptureFilter } from '../../../electron/contract/index.ts';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { createHeldClock, type HeldClock } from '../../support/clock.ts';
import { send } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let clock: HeldClock;
let test: TestBackend;
let sqs: SQSClient;

beforeEach(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  clock = createHeldClock();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url }, clock });
  sqs = sandbox.sqs();
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
  clock.close();
});

const profile = scope.profile;
/** The worker may be busy with the searches of others. */
const patience = { timeout: 15_000 };
const create = async (name: string): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl!;
const fill = async (url: string, bodies: readonly string[]): Promise<void> => {
  for (const body of bodies) await send(sqs, url, body);
};
const peek = (queueUrl: string, count = 10) =>
  test.client.messages.peek({ scope, queueUrl, waitSeconds: 0, count });
const keep = (more: object = {}) => test.client.captures.setPolicy({ profile, mode: 'keep', ...more });
const search = async (filter: CaptureFilter = {}): Promise<CapturedHit[]> =>
  (await test.client.captures.search({ filter })).messages;
const seen = async (queueUrl: string): Promise<string[]> =>
  (await test.client.messages.seen({ scope, queueUrl })).messages.map(({ body }) => body).sort();
const exported = async (choice: CaptureChoice): Promise<string> => {
  let text = '';
  for await (const { lines } of await test.client.captures.export({ choice })) text += lines;
  return text;
};
/** Starts the backend anew on the same data folder. */
const restart = async (): Promise<void> => {
  await test.backend.close();
  const { host } = test;
  const backend = await createBackend(host);
  const close = async (): Promise<void> => {
    await backend.close();
    host.remove();
  };
  test = { host, backend, client: backend.client, close };
};

describe('what may be kept', () => {
  it('is nothing until somebody was asked; the answer takes in what is in memory', async () => {
    const url = await create('orders');
    await fill(url, ['first body']);
    expect(await test.client.captures.policy({ profile })).toEqual({
      mode: 'unasked',
      days: 7,
      bytes: 2 * 1024 ** 3,
    });
    await peek(url);
    expect(await search()).toEqual([]);
    expect(await seen(url)).toEqual(['first body']);
    expect(await keep()).toMatchObject({ mode: 'keep', days: 7 });
    expect(await search()).toMatchObject([{ queue: 'orders', scope, receiveCount: 1 }]);
    expect((await test.client.audit.list({ text: 'captures' })).entries[0]).toMatchObject({
      action: 'captures.setPolicy',
      resource: profile,
      summary: { mode: 'keep', days: 7 },
    });
  });

  it('stays in memory alone when that was the answer, and is gone with the process', async () => {
    const url = await create('orders');
    await fill(url, ['only in memory 4711']);
    await test.client.captures.setPolicy({ profile, mode: 'memory' });
    await peek(url);
    expect(await seen(url)).toEqual(['only in memory 4711']);
    expect(await search()).toEqual([]);
    await restart();
    const files = ['', '-wal'].map((end) => path.join(test.host.dataDir, `spillway.sqlite${end}`));
    for (const file of files) {
      expect(readIfThere(file)).not.toContain('only in memory');
    }
    expect(await seen(url)).toEqual([]);
    expect(await test.client.captures.policy({ profile })).toMatchObject({ mode: 'memory' });
  });
});

const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
};

describe('kept messages', () => {
  it('are there again after a restart, without a receive', async () => {
    const url = await create('orders');
    await fill(url, ['one', 'two', 'three']);
    await keep();
    await peek(url);
    await restart();
    expect(await seen(url)).toEqual(['one', 'three', 'two']);
    const { messages } = await test.client.messages.seen({ scope, queueUrl: url });
    expect(messages.map(({ receiveCount }) => receiveCount)).toEqual([1, 1, 1]);
    await peek(url);
    expect(await seen(url)).toEqual(['one', 'three', 'two']);
    expect((await search()).map(({ receiveCount }) => receiveCount)).toEqual([2, 2, 2]);
  });

  it('are found over all queues, page by page, with a count and a link to each', async () => {
    await keep();
    const urls = [await create('orders'), await create('payments')];
    for (const url of urls) {
      await fill(
        url,
        Array.from({ length: 60 }, (_, i) => `card 거절됨 ${i}`),
      );
      await peek(url, 100);
    }
    const first = await test.client.captures.search({ filter: { text: '거절됨' } });
    expect(first).toMatchObject({ count: 120 });
    expect(first.messages).toHaveLength(100);
    const second = await test.client.captures.search({ filter: { text: '거절됨' }, cursor: first.cursor });
    expect(second).toMatchObject({ count: null, cursor: undefined });
    const all = [...first.messages, ...second.messages];
    expect(new Set(all.map(({ id }) => id)).size).toBe(120);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((a, b) => b - a));
    const one = await test.client.captures.get({ id: first.messages[0]!.id });
    expect(one).toMatchObject({ messageId: first.messages[0]!.messageId, queueUrl: urls[1] });
    const sources = await test.client.captures.sources({});
    expect(sources.map(({ queue, count }) => [queue, count])).toEqual([
      ['orders', 60],
      ['payments', 60],
    ]);
    const filter = { sources: [sources[1]!.id] };
    expect((await test.client.captures.search({ filter })).count).toBe(60);
    expect(await test.client.captures.size({})).toMatchObject({
      count: 120,
      profiles: [{ profile, count: 120, policy: { mode: 'keep' } }],
    });
  });

  it('refuse a cursor of another list and an id that is gone', async () => {
    expect((await failureOf(test.client.captures.search({ filter: {}, cursor: 'x' }))).code).toBe(
      'INVALID_INPUT',
    );
    expect((await failureOf(test.client.captures.get({ id: 5 }))).code).toBe('NOT_FOUND');
  });
});

describe('removing', () => {
  it('takes the chosen ones from the list of the queue too, and is recorded without a word of them', async () => {
    await keep();
    const url = await create('orders');
    await fill(url, ['stays', 'secret-one', 'secret-two']);
    await peek(url);
    const ids = (await search({ text: 'secret' })).map(({ id }) => id);
    expect(await test.client.captures.remove({ choice: { ids } })).toEqual({ removed: 2 });
    expect(await seen(url)).toEqual(['stays']);
    const { entries } = await test.client.audit.list({ text: 'captures.remove' });
    expect(entries).toMatchObject([{ effect: 'destroy', outcome: 'done', summary: { messages: 2 } }]);
    expect(JSON.stringify(entries)).not.toContain('secret');
  });

  it('is not refused on a read-only profile, where it touches nothing but this machine', async () => {
    await keep();
    const url = await create('orders');
    await fill(url, ['first text', 'second text']);
    await peek(url);
    await test.client.profiles.configure({ profile, guard: 'read-only', mayPeek: false });
    expect((await failureOf(peek(url))).code).toBe('READ_ONLY_PROFILE');
    expect(await test.client.captures.remove({ choice: { filter: { text: 'first text' } } })).toEqual({
      removed: 1,
    });
    expect(await test.client.captures.forget({ profile })).toEqual({ removed: 1 });
    await test.client.profiles.configure({ profile, guard: 'open' });
  });

  it('of a profile takes what is in memory as well', async () => {
    const url = await create('orders');
    await fill(url, ['a']);
    await peek(url);
    expect(await test.client.captures.forget({ profile })).toEqual({ removed: 1 });
    expect(await seen(url)).toEqual([]);
    await keep();
    await peek(url);
    expect(await test.client.captures.forget({ profile })).toEqual({ removed: 1 });
    expect(await seen(url)).toEqual([]);
    expect(await test.client.captures.policy({ profile })).toMatchObject({ mode: 'keep' });
    expect((await test.client.audit.list({ text: 'captures.forget' })).entries).toMatchObject([
      { resource: profile, profile, summary: { messages: 1 } },
      { resource: profile, summary: { messages: 1 } },
    ]);
  });

  it('happens by itself once the days are over, and is recorded', async () => {
    await keep({ days: 1 });
    const url = await create('orders');
    await fill(url, ['soon too old']);
    await peek(url);
    expect(await search()).toHaveLength(1);
    await clock.pass(26 * 3_600_000, 300_000);
    await expect.poll(async () => (await search()).length, patience).toBe(0);
    expect(await seen(url)).toEqual([]);
    await expect
      .poll(async () => (await test.client.audit.list({ text: 'captures.expire' })).entries, patience)
      .toMatchObject([
        { profile, effect: 'destroy', outcome: 'done', summary: { messages: 1, reason: 'age' } },
      ]);
  });

  it('happens at once when there is more than the policy allows', async () => {
    await keep({ bytes: 1024 * 1024 });
    const url = await create('orders');
    await fill(
      url,
      Array.from({ length: 8 }, (_, i) => `${i}`.repeat(200_000)),
    );
    await peek(url);
    const bytes = async (): Promise<number> => (await test.client.captures.size({})).bytes;
    await expect.poll(bytes, patience).toBeLessThanOrEqual(1024 * 1024);
    expect(await bytes()).toBeGreaterThan(500_000);
    await expect
      .poll(
        async () => (await test.client.audit.list({ text: 'captures.expire' })).entries[0]?.summary,
        patience,
      )
      .toMatchObject({ reason: 'size' });
  });

  it('follows a policy that becomes stricter', async () => {
    await keep();
    const url = await create('orders');
    await fill(url, ['old']);
    await peek(url);
    clock.advance(3 * 86_400_000);
    await keep({ days: 2 });
    expect(await search()).toEqual([]);
  });
});

describe('export and import', () => {
  it('carry messages over whole, binary attributes and all', async () => {
    await keep();
    const url = await create('orders');
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    await send(sqs, url, '{"id":12345678901234567890}', {
      MessageAttributes: {
        image: { DataType: 'Binary.gif', BinaryValue: bytes },
        price: { DataType: 'Number.eur', StringValue: '1.10' },
      },
    });
    await peek(url);
    const lines = await exported({ filter: {} });
    expect(lines.endsWith('\n')).toBe(true);
    expect(JSON.parse(lines)).toMatchObject({
      Body: '{"id":12345678901234567890}',
      Source: { QueueUrl: url },
    });
    const [before] = await search();
    const original = await test.client.captures.get({ id: before!.id });

    expect(await test.client.captures.import({ lines })).toEqual({ imported: 1, refused: 0, faults: [] });
    expect(await test.client.captures.import({ lines })).toMatchObject({ imported: 1 });
    const imported = (await search()).filter((hit) => hit.scope === null);
    expect(imported).toMatchObject([{ queue: 'orders', queueUrl: url, sentAt: original.sentAt }]);
    const copy = await test.client.captures.get({ id: imported[0]!.id });
    for (const part of ['messageId', 'body', 'attributes', 'system', 'size', 'firstSeen'] as const)
      expect(copy[part]).toEqual(original[part]);
    expect(copy.origin).toEqual({ ...scope, queueUrl: url });
    const again = JSON.parse(await exported({ ids: [copy.id] })) as object;
    expect(again).toMatchObject({ ...(JSON.parse(lines) as object), LastSeen: expect.any(Number) as number });
  });

  it('says by line what is no message, and takes the others', async () => {
    const lines = [
      '\ufeff{"Body":"good one"}',
      '',
      '{"Body":5}',
      'no json',
      '{"Body":"good two","MessageAttributes":{"a":{"DataType":"Binary","BinaryValue":"?"}}}',
      '{"MessageBody":"good three","MessageGroupId":"g"}\r',
    ].join('\n');
    expect(await test.client.captures.import({ lines, firstLine: 101 })).toMatchObject({
      imported: 2,
      refused: 3,
      faults: [
        { line: 103, code: 'not-text', field: 'Body' },
        { line: 104, code: 'not-json', field: null },
        { line: 105, code: 'not-base64', field: 'MessageAttributes.a.BinaryValue' },
      ],
    });
    expect((await search()).map(({ queue, groupId }) => [queue, groupId ?? '']).sort()).toEqual([
      ['import', ''],
      ['import', 'g'],
    ]);
    expect((await test.client.audit.list({ text: 'captures.import' })).entries[0]).toMatchObject({
      summary: { imported: 2, refused: 3 },
    });
  });

  it('of many messages goes in parts, each once, oldest first', async () => {
    const line = (i: number): string =>
      JSON.stringify({
        Body: `${i} ${'x'.repeat(900)}`,
        Attributes: { SentTimestamp: String(1000 + (i % 7)) },
      });
    const lines = Array.from({ length: 2500 }, (_, i) => line(i)).join('\n');
    expect(await test.client.captures.import({ lines })).toMatchObject({ imported: 2500 });
    let parts = 0;
    const seenBodies = new Set<string>();
    let last = 0;
    for await (const part of await test.client.captures.export({ choice: { filter: { text: 'xxx' } } })) {
      parts += 1;
      const messages = part.lines
        .trimEnd()
        .split('\n')
        .map((each) => JSON.parse(each) as { Body: string });
      expect(messages).toHaveLength(part.count);
      for (const { Body } of messages) {
        seenBodies.add(Body);
        const at = Number(Body.split(' ')[0]) % 7;
        expect(at).toBeGreaterThanOrEqual(last);
        last = at;
      }
    }
    expect(seenBodies.size).toBe(2500);
    expect(parts).toBeGreaterThanOrEqual(3);
  });
});

describe('saved filters', () => {
  it('are kept, changed and removed, on record', async () => {
    const saved = await test.client.captures.saveFilter({ name: 'declined', filter: { text: 'declined' } });
    await restart();
    expect(await test.client.captures.filters({})).toEqual([saved]);
    expect(await test.client.captures.removeFilter({ id: saved.id, name: saved.name })).toEqual({});
    clock.advance(1);
    expect((await failureOf(test.client.captures.removeFilter({ id: saved.id, name: 'x' }))).code).toBe(
      'NOT_FOUND',
    );
    expect((await test.client.audit.list({ text: 'removeFilter' })).entries).toMatchObject([
      { outcome: 'failed' },
      { outcome: 'done', resource: 'declined' },
    ]);
  });
});
