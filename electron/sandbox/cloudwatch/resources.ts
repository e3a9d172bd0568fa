import type { Bucket, MetricTarget } from '../meter.ts';
import type { ResourceKind } from '../service.ts';
import { foreign } from '../foreign.ts';
import { HOUR } from '../durations.ts';
import { type MetricHour, nameOf } from './metric-hours.ts';

/** Minute buckets on disk, an hour of a resource in a row; the names sort by time within a resource. */
export const metricsKind: ResourceKind = {
  kind: 'metrics',
  owns: isMetricHour,
  key(resource) {
    const { target, hour } = isMetricHour(resource) ? resource : foreign();
    return { account: target.account, region: target.region, name: nameOf(target, hour) };
  },
  toRow(resource) {
    const { world, target, hour } = isMetricHour(resource) ? resource : foreign();
    const metrics = world.meter
      .list(target.account, target.region)
      .filter(
        (each) => each.target.namespace === target.namespace && each.target.resource === target.resource,
      )
      .map(({ metric }) => [metric, world.meter.read(target, metric, hour, hour + HOUR)] as const)
      .filter(([, buckets]) => buckets.length > 0);
    return metrics.length === 0 ? null : JSON.stringify({ target, metrics });
  },
  fromRow(world, row) {
    const { target, metrics } = JSON.parse(row) as {
      target: MetricTarget;
      metrics: Array<[string, Bucket[]]>;
    };
    for (const [metric, buckets] of metrics) world.meter.backfill(target, metric, buckets);
  },
};

function isMetricHour(resource: object): resource is MetricHour {
  return 'kind' in resource && resource.kind === 'metrics';
}
