import { describe, expect, it } from 'vitest';
import { createWatch } from '../../../electron/backend/features/queues/watch.ts';
import { createConcurrency } from '../../../electron/backend/aws/limiter.ts';
import type { DescribedQueue, Scope } from '../../../electron/contract/index.ts';
import { createHeldClock, settle, type HeldClock } from '../../support/clock.ts';

const scope: Scope = { profile: 'p', region: 'us-east-1' };
const urls = (count: number, prefix = 'q'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

interface Reading {
  url: string;
  at: number;
  scope: Scope;
}

function setUp(): { clock: HeldClock; readings: Reading[]; watch: ReturnType<typeof createWatch> } {
  const clock = createHeldClock();
  const readings: Reading[] = [];
  const watch = createWatch(clock, async (where, url) => {
    readings.push({ url, at: clock.now(), scope: where });
    return { url, summary: null, failure: null };
  });
  return { clock, readings, watch };
}

/** Reads a stream to its end, in the background. */
function follow(stream: AsyncIterable<DescribedQueue[]>): DescribedQueue[][] {
  const events: DescribedQueue[][] = [];
  void (async () => {
    for await (const event of stream) events.push(event);
  })();
  return events;
}

describe('watching', () => {
  it('keeps to four reads a second over all watchers of a scope', async () => {
    const { clock, readings, watch } = setUp();
    const controller = new AbortController();
    const streams = [0, 1, 2].map((each) => follow(watch(scope, urls(20, `w${each}-`), controller.signal)));
    await clock.pass(10_000);
    expect(readings.length).toBeGreaterThanOrEqual(38);
    expect(readings.length).toBeLessThanOrEqual(41);
    for (const { at } of readings) {
      expect(readings.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(
        4,
      );
    }
    expect(streams.every((events) => events.length > 0)).toBe(true);
    controller.abort();
  });

  it('stretches the period with the rows, and reads each in turn', async () => {
    const { clock, readings, watch } = setUp();
    const controller = new AbortController();
    follow(watch(scope, urls(40), controller.signal));
    await clock.pass(20_500);
    const times = (url: string): number => readings.filter((reading) => reading.url === url).length;
    expect(
      urls(40)
        .map(times)
        .every((count) => count === 2 || count === 3),
    ).toBe(true);
    controller.abort();
  });

  it('reads one queue once for two who watch it, and no more than every two seconds', async () => {
    const { clock, readings, watch } = setUp();
    const controller = new AbortController();
    const [one, two] = [
      follow(watch(scope, ['q'], controller.signal)),
      follow(watch(scope, ['q'], controller.signal)),
    ];
    await clock.pass(6_100);
    expect(readings).toHaveLength(4);
    expect([one.length, two.length]).toEqual([4, 4]);
    controller.abort();
  });

  it('gives each scope a budget of its own', async () => {
    const { clock, readings, watch } = setUp();
    const controller = new AbortController();
    follow(watch(scope, urls(30), controller.signal));
    follow(watch({ ...scope, region: 'eu-west-1' }, urls(30), controller.signal));
    await clock.pass(5_000);
    expect(readings.length).toBeGreaterThanOrEqual(38);
    controller.abort();
  });

  it('tells only what was read since the last event, many in one', async () => {
    const { clock, watch } = setUp();
    const controller = new AbortController();
    const events = follow(watch(scope, urls(12), controller.signal));
    await clock.pass(3_000);
    expect(events.length).toBeLessThanOrEqual(7);
    expect(events.flat().map(({ url }) => url)).toEqual(urls(12).slice(0, events.flat().length));
    controller.abort();
  });

  it('reads nothing any more once the last reader has left', async () => {
    const { clock, readings, watch } = setUp();
    const controller = new AbortController();
    follow(watch(scope, urls(5), controller.signal));
    await clock.pass(1_000);
    controller.abort();
    await settle();
    const before = readings.length;
    await clock.pass(10_000);
    expect(readings.length).toBe(before);
  });
});

it('a bounded concurrency runs all, never more than its bound at once', async () => {
  const bound = createConcurrency(3);
  let running = 0;
  let most = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      bound(async () => {
        most = Math.max(most, ++running);
        await settle();
        running -= 1;
        if (index % 5 === 0) throw new Error('one of them fails');
        return index;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
});
