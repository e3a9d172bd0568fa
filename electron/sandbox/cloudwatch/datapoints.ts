import type { Bucket, MetricTarget } from '../meter.ts';
import type { World } from '../world.ts';
import { runningGauge } from './gauges.ts';
import { DAY, MINUTE } from '../durations.ts';
import type { Datapoint } from './statistic.ts';

/**
 * The periods (seconds) of a metric from `start`, included, to `end`, excluded; a period without data is missing,
 * never zero. The start is rounded down to the minute, to five minutes and the hour where only these are kept. `from` is where the first period begins.
 */
export function readDatapoints(
  world: World,
  target: MetricTarget,
  metric: string,
  range: { start: number; end: number },
  period: number,
  from: number,
): Datapoint[] {
  const start = floorTo(range.start, coarsestPeriod(world.clock.now(), range.start) * 1000);
  const end = floorTo(range.end - 1, MINUTE) + MINUTE;
  const length = period * 1000;
  const points: Datapoint[] = [];
  for (const bucket of minutesOf(world, target, metric, start, end)) {
    const minute = from + floorTo(bucket.minute - from, length);
    const last = points.at(-1);
    if (last?.minute !== minute) {
      points.push({ ...bucket, minute });
      continue;
    }
    last.sum += bucket.sum;
    last.minimum = Math.min(last.minimum, bucket.minimum);
    last.maximum = Math.max(last.maximum, bucket.maximum);
    last.samples += bucket.samples;
  }
  return points;
}

/** How coarse a period must be for a start so long ago: what is older is kept at five minutes, then at an hour. */
export function coarsestPeriod(now: number, start: number): 60 | 300 | 3600 {
  if (now - start > 63 * DAY) return 3600;
  return now - start > 15 * DAY ? 300 : 60;
}

function minutesOf(world: World, target: MetricTarget, metric: string, start: number, end: number): Bucket[] {
  const stored = world.meter.read(target, metric, start, end);
  const running = runningGauge(world, target, metric);
  // A gauge is sampled at the end of its minute: until then the minute shows what is true now.
  const shown = running && running.minute >= start && running.minute < end;
  return shown && stored.at(-1)?.minute !== running.minute ? [...stored, running] : stored;
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
