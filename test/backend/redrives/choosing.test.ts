import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf, sandboxScope as scope } from '../../support/backend.ts';
import { bodies, counts, receive, send } from '../../support/sqs-calls.ts';
import { startBench, type Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

describe.concurrent('a redrive of chosen messages', () => {
  it('by a predicate asks each message, moves those that fit, and lets the others go', async () => {
    const { create, client, sqs, ended, place } = bench;
    const [from, to] = [await create('where'), await create('where-to')];
    for (let n = 0; n < 12; n += 1) await send(sqs, from, JSON.stringify({ n, total: n * 10 }));
    await send(sqs, from, 'no JSON');
    const { id } = await client.redrives.move({
      scope,
      queueUrl: from,
      destination: place(to),
      choice: { by: 'where', expression: 'total > 80' },
    });
    const job = await ended(id);
    expect(job).toMatchObject({ state: 'done', order: { by: 'where', where: 'total > 80' } });
    expect(job.counts.states).toEqual({ done: 3 });
    expect(await counts(sqs, from)).toMatchObject({ visible: 10, inFlight: 0 });
    expect(
      bodies(await receive(sqs, to))
        .map((body) => JSON.parse(body).n)
        .sort(),
    ).toEqual([10, 11, 9]);
  });

  it('by a predicate that fails for a message leaves that one, and says why', async () => {
    const { create, client, sqs, ended, place } = bench;
    const [from, to] = [await create('wrong'), await create('wrong-to')];
    await send(sqs, from, '{"total":"7"}');
    await send(sqs, from, '{"total":7}');
    const { id } = await client.redrives.move({
      scope,
      queueUrl: from,
      destination: place(to),
      choice: { by: 'where', expression: 'total - 1 = 6' },
    });
    expect((await ended(id)).counts.states).toEqual({ done: 1, left: 1 });
    const { items } = await client.jobs.items({ jobId: id, states: ['left'] });
    expect(items[0]?.reason).toMatch(/^where: .+/);
  });

  it('by captures moves what was captured and fits, which the plan counts without a receive', async () => {
    const { create, client, sqs, ended, place } = bench;
    await client.captures.setPolicy({ profile: 'sandbox', mode: 'keep' });
    const [from, to] = [await create('captured'), await create('captured-to')];
    for (const body of ['timeout 1', 'timeout 2', 'refused 1']) await send(sqs, from, body);
    await client.messages.peek({ scope, queueUrl: from, count: 10, waitSeconds: 0 });
    const before = (await receive(sqs, from, { VisibilityTimeout: 0 })).length;
    expect(before).toBe(3);
    const order = {
      destination: place(to),
      choice: { by: 'captures' as const, filter: { text: 'timeout' } },
    };
    const plan = await client.redrives.plan({ ...order, source: { scope, queueUrl: from }, keep: false });
    expect(plan).toMatchObject({ chosen: 2, captured: { read: 3, matched: 2, failed: 0 } });
    const { id } = await client.redrives.move({ ...order, scope, queueUrl: from });
    expect((await ended(id)).counts.states).toEqual({ done: 2 });
    expect(bodies(await receive(sqs, to)).sort()).toEqual(['timeout 1', 'timeout 2']);
    expect(await counts(sqs, from)).toMatchObject({ visible: 1, inFlight: 0 });
    const none = client.redrives.move({
      ...order,
      choice: { by: 'captures', filter: { text: 'nothing such' } },
      scope,
      queueUrl: from,
    });
    expect(await failureOf(none)).toMatchObject({ code: 'CONFLICT' });
  });

  it('takes at most as many as it was told, and no faster', async () => {
    const { create, client, sqs, fill, ended, place } = bench;
    const [from, to] = [await create('most'), await create('most-to')];
    await fill(from, 30);
    const { id } = await client.redrives.move({
      scope,
      queueUrl: from,
      destination: place(to),
      most: 6,
      rate: 4,
    });
    const job = await ended(id);
    expect(job).toMatchObject({ state: 'done', counts: { states: { done: 6 } } });
    // One is saved up at the start, and four come with each second.
    expect((job.endedAt ?? 0) - (job.startedAt ?? 0)).toBeGreaterThan(1000);
    expect(await counts(sqs, from)).toMatchObject({ visible: 24, inFlight: 0 });
    expect(await counts(sqs, to)).toMatchObject({ visible: 6 });
  });

  it('takes each message back to the queue that it failed in', async () => {
    const { pair, client, sqs, fill, fail, ended } = bench;
    const one = await pair('one');
    const two = await pair('two', false, one.dlq);
    await fill(one.url, 3);
    await fill(two.url, 4);
    await fail(one.url);
    await fail(two.url);
    const strange = (await send(sqs, one.dlq, 'sent here by hand')).MessageId;
    const plan = await client.redrives.plan({
      source: { scope, queueUrl: one.dlq },
      destination: { kind: 'sources' },
      keep: false,
    });
    expect(plan.findings.map(({ code }) => code)).toContain('several-sources');
    const { id } = await client.redrives.move({ scope, queueUrl: one.dlq, destination: { kind: 'sources' } });
    expect((await ended(id)).counts.states).toEqual({ done: 7, failed: 1 });
    expect(await counts(sqs, one.url)).toMatchObject({ visible: 3 });
    expect(await counts(sqs, two.url)).toMatchObject({ visible: 4 });
    const { items } = await client.jobs.items({ jobId: id });
    expect(items.find(({ state }) => state === 'failed')).toMatchObject({
      messageId: strange,
      reason: 'no-dead-letter-source',
    });
    expect(new Set(items.flatMap(({ destination }) => destination?.split(':').at(-1) ?? [])).size).toBe(2);
    expect(await counts(sqs, one.dlq)).toMatchObject({ visible: 1, inFlight: 0 });
  });

  it('deletes chosen ones for good, parks others, and refuses both on a read-only profile', async () => {
    const { create, client, sqs, fill, ended, test } = bench;
    const from = await create('gone');
    const ids = await fill(from, 6);
    const purge = await client.redrives.purge({
      scope,
      queueUrl: from,
      choice: { by: 'ids', ids: ids.slice(0, 2) },
    });
    expect(await ended(purge.id)).toMatchObject({ kind: 'purge', counts: { states: { done: 2 } } });
    const park = await client.redrives.park({
      scope,
      queueUrl: from,
      choice: { by: 'ids', ids: ids.slice(2, 4) },
      onDisk: true,
    });
    expect(await ended(park.id)).toMatchObject({ kind: 'park', counts: { states: { parked: 2 }, doubt: 0 } });
    expect(await counts(sqs, from)).toMatchObject({ visible: 2, inFlight: 0 });
    test.host.writeConfig(
      `[profile shut]\nregion = us-east-1\nendpoint_url = ${bench.sandbox.url}\naws_access_key_id = 000000000000\naws_secret_access_key = any\n`,
    );
    await client.profiles.configure({ profile: 'shut', guard: 'read-only' });
    const shut = { profile: 'shut', region: 'us-east-1' };
    const all = { scope: shut, queueUrl: from, choice: { by: 'all' as const } };
    expect(await failureOf(client.redrives.purge(all))).toMatchObject({ code: 'READ_ONLY_PROFILE' });
    expect(await failureOf(client.redrives.park({ ...all, onDisk: true }))).toMatchObject({
      code: 'READ_ONLY_PROFILE',
    });
    const { entries } = await client.audit.list({ text: from });
    for (const action of ['redrives.purge', 'redrives.park'])
      expect(entries.find((entry) => entry.action === action && entry.outcome === 'done')).toMatchObject({
        effect: 'destroy',
        resource: from,
      });
  });
});
