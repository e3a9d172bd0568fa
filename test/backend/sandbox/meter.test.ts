import { afterEach, describe, expect, it } from 'vitest';
import { createSettableClock, type SettableClock } from '../../../electron/sandbox/clock.ts';
import { createMeter } from '../../../electron/sandbox/cloudwatch/meter.ts';
import { createSeries } from '../../../electron/sandbox/cloudwatch/series.ts';
import type { MetricTarget } from '../../../electron/sandbox/meter.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 22, 12);
const target: MetricTarget = {
  account: '000000000000',
  region: 'us-east-1',
  namespace: 'AWS/SQS',
  resource: 'q',
};

const clocks: SettableClock[] = [];
const clockAt = (start: number): SettableClock => {
  const clock = createSettableClock(start, true);
  clocks.push(clock);
  return clock;
};
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.close();
});

describe('a meter', () => {
  it('adds up what falls into the same minute', () => {
    const clock = clockAt(START + 5000);
    const meter = createMeter(clock);
    for (const value of [3, 1, 8]) meter.add(target, 'm', value);
    expect(meter.read(target, 'm', START, START + MINUTE)).toEqual([
      { minute: START, sum: 12, minimum: 1, maximum: 8, samples: 3 },
    ]);
  });

  it('keeps minutes apart, and leaves out those without data', () => {
    const clock = clockAt(START);
    const meter = createMeter(clock);
    meter.add(target, 'm', 1);
    clock.advance(3 * MINUTE);
    meter.add(target, 'm', 2);
    expect(meter.read(target, 'm', START, START + DAY).map(({ minute, sum }) => [minute, sum])).toEqual([
      [START, 1],
      [START + 3 * MINUTE, 2],
    ]);
  });

  it('keeps resources, regions and accounts apart', () => {
    const meter = createMeter(clockAt(START));
    meter.add(target, 'm', 1);
    for (const other of [{ resource: 'p' }, { region: 'eu-central-1' }, { account: '111122223333' }])
      expect(meter.read({ ...target, ...other }, 'm', 0, START + DAY)).toEqual([]);
    expect(meter.list('000000000000', 'us-east-1')).toEqual([{ target, metric: 'm' }]);
    expect(meter.list('000000000000', 'eu-central-1')).toEqual([]);
  });

  it('forgets after fifteen days', () => {
    const clock = clockAt(START);
    const meter = createMeter(clock);
    meter.add(target, 'old', 1);
    clock.advance(15 * DAY + 20 * MINUTE);
    meter.add(target, 'new', 1);
    expect(meter.list(target.account, target.region)).toEqual([{ target, metric: 'new' }]);
  });

  it('forgets what has not happened when the clock goes back', () => {
    const clock = clockAt(START);
    const meter = createMeter(clock);
    meter.add(target, 'm', 1);
    clock.advance(10 * MINUTE);
    meter.add(target, 'm', 2);
    clock.set(START + MINUTE);
    meter.add(target, 'm', 3);
    expect(meter.read(target, 'm', START, START + DAY).map(({ sum }) => sum)).toEqual([1, 3]);
  });

  it('takes history in before what it has', () => {
    const meter = createMeter(clockAt(START));
    meter.backfill(target, 'm', [
      { minute: START - 2 * MINUTE, sum: 4, minimum: 4, maximum: 4, samples: 1 },
      { minute: START - MINUTE, sum: 6, minimum: 2, maximum: 4, samples: 2 },
    ]);
    meter.add(target, 'm', 1);
    expect(meter.read(target, 'm', START - DAY, START + MINUTE).map(({ sum }) => sum)).toEqual([4, 6, 1]);
  });
});

describe('a series', () => {
  it('stores equal minutes in a row once', () => {
    const series = createSeries();
    for (let minute = 0; minute < 10_000; minute++) series.add(minute * MINUTE, 7);
    expect(series.size()).toBeLessThanOrEqual(2);
    expect(series.read(0, 10_000 * MINUTE)).toHaveLength(10_000);
    expect(series.read(5 * MINUTE, 8 * MINUTE).map(({ minute }) => minute / MINUTE)).toEqual([5, 6, 7]);
  });

  it('gives the same minutes back as it was given, whatever they are', () => {
    const series = createSeries();
    const given = [1, 1, 1, 2, 2, 1, 0, 0, 0, 0, 5, 5, 5, 5, 1];
    given.forEach((value, minute) => series.add(minute * MINUTE, value));
    expect(series.read(0, 100 * MINUTE).map(({ sum }) => sum)).toEqual(given);
  });

  it('splits a run when its last minute changes', () => {
    const series = createSeries();
    for (const minute of [0, 1, 2]) series.add(minute * MINUTE, 4);
    series.add(3 * MINUTE, 4);
    series.add(3 * MINUTE, 1);
    expect(series.read(0, 10 * MINUTE).map(({ sum }) => sum)).toEqual([4, 4, 4, 5]);
  });

  it('trims inside a run', () => {
    const series = createSeries();
    for (let minute = 0; minute < 10; minute++) series.add(minute * MINUTE, 1);
    series.trim(4 * MINUTE);
    expect(series.read(0, 20 * MINUTE).map(({ minute }) => minute / MINUTE)).toEqual([4, 5, 6, 7, 8, 9]);
  });
});
