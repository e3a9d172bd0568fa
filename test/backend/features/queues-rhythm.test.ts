import { describe, expect, it } from 'vitest';
import { createRhythm, type Rhythm } from '../../../electron/backend/features/queues/rhythm.ts';
import type { DescribedQueue, FailureCode, QueueSummary } from '../../../electron/contract/index.ts';
import { createHeldClock, type HeldClock } from '../../support/clock.ts';

function described(url: string, visible: number): DescribedQueue {
  const summary: QueueSummary = {
    ...{ url, name: url, fifo: false, arn: '', account: '' },
    counts: { visible, inFlight: 0, delayed: 0, at: Math.random() },
    ...{ redrivePolicy: null, encryption: 'none', visibilityTimeout: 30, retentionPeriod: 60 },
    ...{ delay: 0, maximumMessageSize: 1024, receiveWait: 0, createdAt: null },
  };
  return { url, summary, failure: null };
}
const failed = (url: string, code: FailureCode): DescribedQueue => ({
  url,
  summary: null,
  failure: { code, message: '', retryable: false },
});

/** Reads whatever is due for so long; the times at which each queue was read, ms. */
async function live(
  clock: HeldClock,
  rhythm: Rhythm,
  ms: number,
  answer: (url: string) => DescribedQueue,
): Promise<Record<string, number[]>> {
  const read: Record<string, number[]> = {};
  const begin = clock.now();
  while (clock.now() - begin < ms) {
    const next = rhythm.next();
    if (next && next.at <= clock.now()) {
      rhythm.begin(next.url);
      (read[next.url] ??= []).push(clock.now() - begin);
      rhythm.take(answer(next.url));
    } else await clock.pass(50);
  }
  return read;
}
const gaps = (times: readonly number[] = []): number[] =>
  times.slice(1).map((at, index) => at - (times[index] ?? 0));

describe('the rhythm of live counts', () => {
  it('slows down for a queue whose counts stay, and is back at once when they change', async () => {
    const clock = createHeldClock();
    const rhythm = createRhythm(clock);
    rhythm.watch(new Map([['quiet', 2_000]]));
    const quiet = gaps((await live(clock, rhythm, 120_000, (url) => described(url, 7))).quiet);
    expect(quiet[0]).toBe(2_000);
    expect(quiet.at(-1)).toBe(20_000);
    let waiting = 7;
    const busy = gaps((await live(clock, rhythm, 60_000, (url) => described(url, ++waiting))).quiet);
    expect(busy.slice(1).every((gap) => gap === 2_000)).toBe(true);
  });

  it('is never quicker than the period that was asked for, nor than its budget', async () => {
    const clock = createHeldClock();
    const rhythm = createRhythm(clock);
    rhythm.watch(new Map([['slow', 15_000]]));
    let waiting = 0;
    const read = await live(clock, rhythm, 60_000, (url) => described(url, ++waiting));
    expect(gaps(read.slow).every((gap) => gap === 15_000)).toBe(true);
    const many = new Map(Array.from({ length: 40 }, (_, at): [string, number] => [`q${at}`, 2_000]));
    rhythm.watch(many);
    const all = Object.values(await live(clock, rhythm, 20_000, (url) => described(url, ++waiting))).flat();
    expect(all.length).toBeLessThanOrEqual(81);
    expect(rhythm.take(described('q0', ++waiting)).period).toBe(10_000);
  });

  it('asks a queue that is gone once a minute, and forgets that when somebody new looks', async () => {
    const clock = createHeldClock();
    const rhythm = createRhythm(clock);
    rhythm.watch(new Map([['gone', 2_000]]));
    const read = await live(clock, rhythm, 130_000, (url) => failed(url, 'NOT_FOUND'));
    expect(gaps(read.gone)).toEqual([60_000, 60_000]);
    rhythm.awake('gone');
    expect((rhythm.next()?.at ?? Infinity) - clock.now()).toBeLessThanOrEqual(2_000);
  });

  it('reads a whole scope slower while the endpoint throttles, says so, and recovers', async () => {
    const clock = createHeldClock();
    const rhythm = createRhythm(clock);
    const urls = new Map(Array.from({ length: 60 }, (_, at): [string, number] => [`q${at}`, 2_000]));
    rhythm.watch(urls);
    let waiting = 0;
    const busy = (url: string): DescribedQueue => described(url, ++waiting);
    const countOf = (read: Record<string, number[]>): number => Object.values(read).flat().length;
    const before = countOf(await live(clock, rhythm, 10_000, busy));
    for (let each = 0; each < 3; each += 1)
      expect(rhythm.take(failed('q0', 'THROTTLED')).throttled).toBe(true);
    const slowed = countOf(await live(clock, rhythm, 10_000, busy));
    expect(slowed).toBeLessThanOrEqual(before / 4);
    await live(clock, rhythm, 90_000, busy);
    expect(rhythm.take(described('q0', ++waiting)).throttled).toBe(false);
    expect(countOf(await live(clock, rhythm, 10_000, busy))).toBeGreaterThanOrEqual(before - 2);
  });
});
