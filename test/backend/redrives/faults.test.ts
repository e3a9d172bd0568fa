import { DeleteQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxScope as scope } from '../../support/backend.ts';
import { bodies, counts, receive, send } from '../../support/sqs-calls.ts';
import { startBench, type Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const nameOf = (url: string): string => url.split('/').at(-1)!;

describe.concurrent('a redrive on whose way', () => {
  it('the destination is deleted pauses, flags what was sent in the last minute, and keeps the rest', async () => {
    const { create, client, sqs, fill, until, place } = bench;
    const [from, to] = [await create('deleted'), await create('deleted-to')];
    await fill(from, 20);
    const { id } = await client.redrives.move({ scope, queueUrl: from, destination: place(to), rate: 4 });
    await until(id, ({ counts: { states } }) => (states.done ?? 0) >= 2);
    await sqs.send(new DeleteQueueCommand({ QueueUrl: to }));
    const job = await until(id, ({ state }) => state === 'paused');
    expect(job).toMatchObject({ failure: { code: 'NOT_FOUND' }, counts: { holding: 0 } });
    const { items } = await client.jobs.items({ jobId: id, states: ['done', 'sent'] });
    expect(items.length).toBeGreaterThanOrEqual(2);
    expect(new Set(items.map(({ reason }) => reason))).toEqual(new Set(['destination-gone']));
    const { visible, inFlight } = await counts(sqs, from);
    expect({ visible: visible + items.length, inFlight }).toEqual({ visible: 20, inFlight: 0 });
  });

  it('a hold runs out before the delete deletes with the next sight, and sends nothing twice', async () => {
    const { create, client, sqs, ended, until, place, sandbox } = bench;
    const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    const [from, to] = [await create('late.fifo', fifo), await create('late-to.fifo', fifo)];
    for (let n = 0; n < 5; n += 1) await send(sqs, from, `${n}`, { MessageGroupId: `g${n}` });
    const fault = sandbox.faults.add({
      action: 'DeleteMessageBatch',
      resource: nameOf(from),
      fault: { kind: 'throttle' },
    });
    const { id } = await client.redrives.move({ scope, queueUrl: from, destination: place(to) });
    await until(id, ({ counts: { states } }) => states.sent === 5);
    // By the clock of the queue the holds are over: their handles are worth nothing now.
    sandbox.clock.advance(120_000);
    sandbox.faults.remove(fault);
    expect(await ended(id)).toMatchObject({ state: 'done', counts: { states: { done: 5 }, doubt: 0 } });
    expect(await counts(sqs, from)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(bodies(await receive(sqs, to)).sort()).toEqual(['0', '1', '2', '3', '4']);
  });

  it('somebody else reads the queue says so', async () => {
    const { create, client, sqs, fill, ended, until, place, sandbox } = bench;
    const [from, to] = [await create('shared'), await create('shared-to')];
    await fill(from, 3);
    const fault = sandbox.faults.add({
      action: 'SendMessageBatch',
      resource: nameOf(to),
      fault: { kind: 'throttle' },
    });
    const { id } = await client.redrives.move({ scope, queueUrl: from, destination: place(to) });
    await until(id, ({ counts: { states } }) => states.held === 3);
    await client.jobs.pause({ jobId: id });
    await until(id, ({ state }) => state === 'paused');
    for (let n = 0; n < 3; n += 1) await receive(sqs, from, { VisibilityTimeout: 0 });
    sandbox.faults.remove(fault);
    await client.jobs.resume({ jobId: id });
    await until(id, ({ state }) => state !== 'paused' && state !== 'waiting');
    expect(await ended(id)).toMatchObject({ state: 'done', counts: { otherReader: true } });
  });

  it('the destination turns out to take less fails the large ones in AWS’s words, and moves the others', async () => {
    const { create, client, sqs, fill, ended, until, place, sandbox } = bench;
    const [from, to] = [await create('large'), await create('large-to')];
    await fill(from, 3);
    const large = 'x'.repeat(2000);
    await send(sqs, from, large);
    const fault = sandbox.faults.add({
      action: 'SendMessageBatch',
      resource: nameOf(to),
      fault: { kind: 'throttle' },
    });
    const { id } = await client.redrives.move({ scope, queueUrl: from, destination: place(to) });
    await until(id, ({ counts: { holding } }) => holding === 4);
    await sqs.send(
      new SetQueueAttributesCommand({ QueueUrl: to, Attributes: { MaximumMessageSize: '1024' } }),
    );
    sandbox.faults.remove(fault);
    expect(await ended(id)).toMatchObject({ state: 'partly', counts: { states: { done: 3, failed: 1 } } });
    const { items } = await client.jobs.items({ jobId: id, states: ['failed'] });
    expect(items[0]?.reason).toMatch(/\w+: .*(1024|length|long|large)/i);
    expect(bodies(await receive(sqs, from))).toEqual([large]);
  });
});
