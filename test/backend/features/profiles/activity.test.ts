import { describe, expect, it } from 'vitest';
import { createActivityRelay, type CountedCalls } from '../../../../electron/backend/aws/activity-relay.ts';
import { createActivity } from '../../../../electron/backend/aws/activity.ts';
import { createSettableClock } from '../../../../electron/sandbox/clock.ts';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
} from '../../../support/backend.ts';
import { createHeldClock } from '../../../support/clock.ts';
import { startTestSandbox } from '../../../support/sandbox.ts';

const other = { profile: 'p', region: 'eu-west-1' };

describe('the count', () => {
  it('is of the last sixty seconds, by scope', () => {
    const clock = createHeldClock(1_750_000_000_000);
    const activity = createActivity(clock);
    activity.count(scope, 'done');
    clock.advance(30_000);
    activity.count(scope, 'throttled');
    activity.count(other, 'failed', 5);
    expect(activity.now()).toEqual([
      { scope, calls: 2, throttled: 1, failed: 0 },
      { scope: other, calls: 5, throttled: 0, failed: 5 },
    ]);
    clock.advance(30_000);
    expect(activity.now()[0]).toEqual({ scope, calls: 1, throttled: 1, failed: 0 });
    clock.advance(30_000);
    expect(activity.now()).toEqual([]);
  });

  it('survives a clock that is set back', () => {
    const clock = createHeldClock(1_750_000_000_000);
    const activity = createActivity(clock);
    activity.count(scope, 'done');
    clock.set(1_749_000_000_000);
    activity.count(scope, 'done');
    expect(activity.now()).toEqual([{ scope, calls: 1, throttled: 0, failed: 0 }]);
    clock.advance(61_000);
    expect(activity.now()).toEqual([]);
  });
});

it('a relay sends sums once a second, and the rest when it closes', () => {
  const clock = createHeldClock();
  const sent: CountedCalls[][] = [];
  const relay = createActivityRelay(clock, (counted) => sent.push(counted));
  relay.count(scope, 'done');
  relay.count(scope, 'done');
  relay.count(scope, 'failed');
  expect(sent).toEqual([]);
  clock.advance(1000);
  expect(sent).toEqual([
    [
      { scope, end: 'done', calls: 2 },
      { scope, end: 'failed', calls: 1 },
    ],
  ]);
  clock.advance(5000);
  expect(sent).toHaveLength(1);
  relay.count(other, 'done', 3);
  relay.close();
  expect(sent[1]).toEqual([{ scope: other, end: 'done', calls: 3 }]);
});

it('a call that the page gives up, as when it is left, is no failed one', async () => {
  const asked = Promise.withResolvers<void>();
  const endpoint = await startAnswering(() => {
    asked.resolve();
    return new Promise(() => undefined);
  });
  const test = await startTestBackend({ sandbox: { endpoint: endpoint.url } });
  const page = new AbortController();
  const call = test.client.queues.list({ scope }, { signal: page.signal });
  await asked.promise;
  page.abort();
  expect((await failureOf(call)).code).toBe('CANCELLED');
  for await (const counts of await test.client.profiles.activity({})) {
    if (counts.length === 0) continue;
    expect(counts).toEqual([{ scope, calls: 1, throttled: 0, failed: 0 }]);
    break;
  }
  await test.close();
  await endpoint.close();
});

it('calls of a job, which runs in another thread, are told with the others', async () => {
  const clock = createSettableClock();
  const sandbox = await startTestSandbox({ clock });
  const test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  const { client } = test;
  const make = async (name: string) => (await client.queues.create({ scope, name, fifo: false })).queue.url;
  const [from, to] = [await make('from'), await make('to')];
  await client.messages.send({ scope, queueUrl: from, body: 'x' });
  sandbox.faults.add({ action: 'ReceiveMessage', count: 1, fault: { kind: 'throttle' } });
  await client.redrives.move({ scope, queueUrl: from, destination: { kind: 'queue', scope, queueUrl: to } });
  // The host itself receives nothing: what is throttled here was asked by the job.
  for await (const counts of await client.profiles.activity({})) if ((counts[0]?.throttled ?? 0) >= 1) break;
  await test.close();
  await sandbox.close();
  clock.close();
});
