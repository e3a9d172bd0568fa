import type { Bucket } from '../meter.ts';

/** The statistics that minute buckets can answer. */
export type Statistic = 'Sum' | 'Average' | 'Minimum' | 'Maximum' | 'SampleCount';

/** Is this one of them? Percentiles are not: no distribution is kept. */
export function isStatistic(text: string): text is Statistic {
  return ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'].includes(text);
}

/** Unit of a metric as CloudWatch gives it. */
export function unitOf(metric: string): 'Count' | 'Seconds' | 'Bytes' {
  if (metric.startsWith('ApproximateAge')) return 'Seconds';
  return /Size$|Bytes/.test(metric) ? 'Bytes' : 'Count';
}

/** One period: its start (epoch ms) and what the minutes in it add up to. */
export type Datapoint = Bucket;

/** One statistic of a period. */
export function statisticOf(point: Datapoint, statistic: Statistic): number {
  switch (statistic) {
    case 'Sum':
      return point.sum;
    case 'Average':
      return point.sum / point.samples;
    case 'Minimum':
      return point.minimum;
    case 'Maximum':
      return point.maximum;
    case 'SampleCount':
      return point.samples;
  }
}
