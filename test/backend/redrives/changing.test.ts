import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf, sandboxScope as scope } from '../../support/backend.ts';
import { bodies, counts, receive, send } from '../../support/sqs-calls.ts';
import { startBench, type Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const isOnDisk = (text: string): boolean =>
  readdirSync(bench.test.host.dataDir).some(
    (name) =>
      name.startsWith('spillway.sqlite') &&
      readFileSync(path.join(bench.test.host.dataDir, name)).includes(text),
  );

describe('a redrive that changes messages', () => {
  it('sends edited ones as edited, and all others untouched', async () => {
    const { create, client, sqs, ended, place } = bench;
    await client.captures.setPolicy({ profile: 'sandbox', mode: 'memory' });
    const [from, to] = [await create('edit'), await create('edit-to')];
    const MessageAttributes = { kind: { DataType: 'Number.int', StringValue: '1' } };
    const first = (await send(sqs, from, 'wrong spelling', { MessageAttributes })).MessageId!;
    const second = (await send(sqs, from, 'right spelling', { MessageAttributes })).MessageId!;
    const edits = [
      {
        messageId: first,
        body: 'spelling-put-right-by-hand',
        attributes: { kind: { type: 'String', binary: false, value: 'two' } },
      },
    ];
    const order = { destination: place(to), choice: { by: 'ids' as const, ids: [first, second] } };
    const plan = await client.redrives.plan({
      ...order,
      edits,
      source: { scope, queueUrl: from },
      keep: false,
    });
    expect(plan.changes).toEqual(expect.arrayContaining(['body', 'attributes']));
    expect(plan.findings.map(({ code }) => code)).toContain('content-on-disk');
    const { id } = await client.redrives.move({ ...order, scope, queueUrl: from, edits });
    expect((await ended(id)).counts.states).toEqual({ done: 2 });
    const moved = await receive(sqs, to);
    expect(moved.find(({ Body }) => Body === 'spelling-put-right-by-hand')?.MessageAttributes).toMatchObject({
      kind: { DataType: 'String', StringValue: 'two' },
    });
    expect(moved.find(({ Body }) => Body === 'right spelling')?.MessageAttributes).toMatchObject({
      kind: { DataType: 'Number.int', StringValue: '1' },
    });
    const { items } = await client.jobs.items({ jobId: id });
    expect(items.map(({ messageId, changed }) => [messageId, changed])).toEqual(
      expect.arrayContaining([
        [first, true],
        [second, false],
      ]),
    );
    const stray = client.redrives.move({
      ...order,
      choice: { by: 'ids', ids: [second] },
      scope,
      queueUrl: from,
      edits,
    });
    expect(await failureOf(stray)).toMatchObject({ code: 'CONFLICT' });
  });

  it('keeps what was edited on the disk until it is sent or the job ends, and no longer', async () => {
    const { create, client, sqs, ended, until, place, sandbox } = bench;
    const [from, to] = [await create('secret'), await create('secret-to')];
    const messageId = (await send(sqs, from, 'before')).MessageId!;
    const fault = sandbox.faults.add({
      action: 'SendMessageBatch',
      resource: to.split('/').at(-1)!,
      fault: { kind: 'throttle' },
    });
    const body = 'nobody-else-may-read-this';
    const start = (): Promise<{ id: string }> =>
      client.redrives.move({
        scope,
        queueUrl: from,
        destination: place(to),
        choice: { by: 'ids', ids: [messageId] },
        edits: [{ messageId, body }],
      });
    const cancelled = (await start()).id;
    await until(cancelled, ({ counts: { holding } }) => holding > 0);
    expect(isOnDisk(body)).toBe(true);
    await client.jobs.cancel({ jobId: cancelled });
    await until(cancelled, ({ state }) => state === 'cancelled');
    const cleared = await client.jobs.items({ jobId: cancelled });
    expect(cleared.items).toMatchObject([{ state: 'left' }]);
    sandbox.faults.remove(fault);
    expect((await ended((await start()).id)).counts.states).toEqual({ done: 1 });
    expect(bodies(await receive(sqs, to))).toEqual([body]);
  });

  it('transforms each by JSONata; one that fails stays, and its reason is told', async () => {
    const { create, client, sqs, ended, place } = bench;
    const [from, to] = [await create('transform'), await create('transform-to')];
    await send(sqs, from, '{"id": 1.0, "total": 12}');
    await send(sqs, from, '{"id": 2.0, "total": "many"}');
    const { id } = await client.redrives.move({
      scope,
      queueUrl: from,
      destination: place(to),
      transform: '$ ~> | $ | {"total": total + 1} |',
    });
    expect((await ended(id)).counts.states).toEqual({ done: 1, failed: 1 });
    // What the transform did not touch keeps its spelling.
    expect(bodies(await receive(sqs, to))).toEqual(['{"id": 1.0, "total": 13}']);
    const { items } = await client.jobs.items({ jobId: id, states: ['failed'] });
    expect(items[0]?.reason).toMatch(/^transform: .+/);
    expect(await counts(sqs, from)).toMatchObject({ visible: 1, inFlight: 0 });
  });

  it('refuses an expression that is none before anything is received', async () => {
    const { create, client, place } = bench;
    const [from, to] = [await create('syntax'), await create('syntax-to')];
    const move = client.redrives.move({ scope, queueUrl: from, destination: place(to), transform: '{"a": ' });
    expect(await failureOf(move)).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('a deduplication id as received', () => {
  it('is held back while it may be in a window, and travels when it surely is not', async () => {
    const { client, sqs, create, until, ended, place, sandbox } = bench;
    const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'false' };
    const [from, to] = [await create('kept.fifo', fifo), await create('kept-to.fifo', fifo)];
    // Sent ten minutes ago by the clock of the queue.
    const now = Date.now();
    sandbox.clock.set(now - 600_000);
    await send(sqs, from, 'old', { MessageGroupId: 'a', MessageDeduplicationId: 'order-1' });
    sandbox.clock.set(Date.now());
    await send(sqs, from, 'young', { MessageGroupId: 'b', MessageDeduplicationId: 'order-2' });
    const { id } = await client.redrives.move({
      scope,
      queueUrl: from,
      destination: place(to),
      keepDeduplicationId: true,
    });
    await until(id, ({ counts: { states } }) => states.done === 1 && states.held === 1);
    await client.jobs.cancel({ jobId: id });
    expect((await ended(id)).counts.states).toEqual({ done: 1, left: 1 });
    const [moved] = await receive(sqs, to);
    expect(moved).toMatchObject({ Body: 'old', Attributes: { MessageDeduplicationId: 'order-1' } });
  });
});
