import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf, sandboxScope as scope } from '../../support/backend.ts';
import { counts, receive, send } from '../../support/sqs-calls.ts';
import { startBench, type Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

describe.concurrent('a redrive in stages', () => {
  it('sends a canary, waits and says until when, and goes on when the waiting is skipped', async () => {
    const { create, client, sqs, fill, until, ended, place } = bench;
    const [from, to] = [await create('stages'), await create('stages-to')];
    await fill(from, 8);
    const stages = [1, 3];
    const { id } = await client.redrives.move({
      scope,
      queueUrl: from,
      destination: place(to),
      stages,
      settleSeconds: 3600,
    });
    const waiting = await until(id, ({ stage }) => stage?.index === 1 && stage.waitsUntil !== null);
    expect(waiting.stage).toMatchObject({ of: 3, size: 1 });
    expect((waiting.stage?.waitsUntil ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
    expect(await counts(sqs, to)).toMatchObject({ visible: 1 });
    await client.redrives.skipWait({ jobId: id });
    await until(id, ({ stage }) => stage?.index === 2 && stage.waitsUntil !== null);
    expect(await counts(sqs, to)).toMatchObject({ visible: 4 });
    // The waiting outlives a pause.
    await client.jobs.pause({ jobId: id });
    await until(id, ({ state }) => state === 'paused');
    expect(await counts(sqs, from)).toMatchObject({ visible: 4, inFlight: 0 });
    await client.jobs.resume({ jobId: id });
    const again = await until(id, ({ state }) => state === 'running');
    expect(again.stage).toMatchObject({ index: 2, size: 3 });
    expect(again.stage?.waitsUntil).not.toBeNull();
    await client.redrives.skipWait({ jobId: id });
    expect(await ended(id)).toMatchObject({ state: 'done', counts: { states: { done: 8 } } });
    expect(await counts(sqs, to)).toMatchObject({ visible: 8 });
    expect(await failureOf(client.redrives.skipWait({ jobId: id }))).toMatchObject({ code: 'CONFLICT' });
  });

  it('pauses when a copy comes back, leaves the returned one alone, and goes on when it is told to', async () => {
    const { pair, client, sqs, fill, fail, until, ended, place } = bench;
    const { url, dlq } = await pair('bounce');
    await fill(url, 4);
    await fail(url);
    const plan = await client.redrives.plan({
      source: { scope, queueUrl: dlq },
      destination: place(url),
      keep: false,
      stages: [1],
    });
    // Visibility 0 x 1 receive + 60.
    expect(plan.stages).toEqual([
      { size: 1, waitSeconds: 60 },
      { size: null, waitSeconds: 0 },
    ]);
    const { id } = await client.redrives.move({ scope, queueUrl: dlq, destination: place(url), stages: [1] });
    await until(id, ({ stage }) => stage?.waitsUntil !== null);
    await fail(url);
    const paused = await until(id, ({ state }) => state === 'paused');
    expect(paused).toMatchObject({
      failure: { code: 'CAME_BACK', numbers: { count: 1 } },
      counts: { returned: 1, holding: 0, states: { done: 1 } },
    });
    expect(await counts(sqs, dlq)).toMatchObject({ visible: 4, inFlight: 0 });
    await client.jobs.resume({ jobId: id });
    await until(id, ({ state }) => state === 'running');
    await client.redrives.skipWait({ jobId: id });
    const job = await ended(id);
    expect(job).toMatchObject({ state: 'done', counts: { states: { done: 4 }, returned: 1 } });
    // The returned one is still there: a job never takes up its own.
    expect(await counts(sqs, dlq)).toMatchObject({ visible: 1, inFlight: 0 });
    const { items } = await client.jobs.items({ jobId: id });
    expect(items.filter(({ returnedAt }) => returnedAt !== null)).toHaveLength(1);
  });

  it('pauses at the first message that fails', async () => {
    const { create, client, sqs, fill, ended, place } = bench;
    const [from, to] = [await create('fails'), await create('fails-to', { MaximumMessageSize: '1024' })];
    await fill(from, 2);
    const large = 'x'.repeat(2000);
    await send(sqs, from, large);
    const { id } = await client.redrives.move({
      scope,
      queueUrl: from,
      destination: place(to),
      stopOnFailure: true,
    });
    const job = await ended(id);
    expect(job).toMatchObject({ state: 'paused', failure: { code: 'SEND_FAILED' } });
    expect(job.counts.states.failed).toBe(1);
    await client.jobs.resume({ jobId: id });
    expect(await bench.until(id, ({ endedAt }) => endedAt !== null)).toMatchObject({
      state: 'partly',
      counts: { states: { done: 2, failed: 1 } },
    });
    expect((await receive(sqs, from)).map(({ Body }) => Body)).toEqual([large]);
  });
});
