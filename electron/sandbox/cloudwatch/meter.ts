import type { Clock } from '../../domain/clock.ts';
import type { Meter, MetricTarget } from '../meter.ts';
import { createSeries, type Series } from './series.ts';
import { DAY, MINUTE } from '../durations.ts';

/** One-minute points live fifteen days. [CloudWatch API GetMetricData] */
const KEPT_MS = 15 * DAY;
/** Stored points in all, some 100 bytes each; above it the oldest hours go first. */
const MOST = 500_000;

interface Metrics {
  target: MetricTarget;
  series: Map<string, Series>;
}

/** Makes the minute buckets of all queues and topics. Fifteen days are kept, and never more than fits. */
export function createMeter(clock: Clock): Meter {
  const all = new Map<string, Metrics>();
  let tidied = -Infinity;

  const seriesOf = (target: MetricTarget, metric: string): Series => {
    const key = keyOf(target);
    let metrics = all.get(key);
    if (!metrics) all.set(key, (metrics = { target, series: new Map() }));
    let series = metrics.series.get(metric);
    if (!series) metrics.series.set(metric, (series = createSeries()));
    return series;
  };
  const trim = (oldest: number): number => {
    let size = 0;
    for (const [key, { series }] of all) {
      for (const [metric, each] of series) {
        each.trim(oldest);
        if (each.size() === 0) series.delete(metric);
        size += each.size();
      }
      if (series.size === 0) all.delete(key);
    }
    return size;
  };
  const tidy = (now: number): void => {
    if (Math.abs(now - tidied) < 10 * MINUTE) return;
    tidied = now;
    let oldest = Math.floor((now - KEPT_MS) / MINUTE) * MINUTE;
    while (trim(oldest) > MOST && oldest < now) oldest += 6 * 60 * MINUTE;
  };

  return {
    add(target, metric, value) {
      const now = clock.now();
      tidy(now);
      seriesOf(target, metric).add(Math.floor(now / MINUTE) * MINUTE, value);
    },
    backfill(target, metric, buckets) {
      const series = seriesOf(target, metric);
      for (const bucket of buckets) {
        if (bucket.minute > series.newest()) series.append(bucket);
      }
    },
    read: (target, metric, from, to) => all.get(keyOf(target))?.series.get(metric)?.read(from, to) ?? [],
    list(account, region) {
      tidy(clock.now());
      return [...all.values()]
        .filter(({ target }) => target.account === account && target.region === region)
        .flatMap(({ target, series }) => [...series.keys()].map((metric) => ({ target, metric })));
    },
  };
}

function keyOf({ account, region, namespace, resource }: MetricTarget): string {
  return `${account} ${region} ${namespace} ${resource}`;
}
