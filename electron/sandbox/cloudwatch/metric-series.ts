import type { ActionContext } from '../action.ts';
import { coarsestPeriod, readDatapoints } from './datapoints.ts';
import { isStatistic, statisticOf, unitOf } from './statistic.ts';
import { periodOf, requiredText, structureOf, textOf } from './input.ts';
import { dimensionsOf, targetOf } from './dimensions.ts';
import { validationError } from './refusals.ts';

/** What one query of GetMetricData gives. */
export interface Series {
  Id: string;
  Label: string;
  points: Array<{ at: number; value: number }>;
}

/** From `start` to before `end`, epoch ms. */
export interface Range {
  start: number;
  end: number;
}

/** Reads one query of GetMetricData, newest points first when `descending`. */
export function readSeries(
  { caller, world }: ActionContext,
  query: Record<string, unknown>,
  range: Range,
  descending: boolean,
): Series {
  const Id = requiredText(query.Id, 'Id');
  if (query.Expression !== undefined)
    throw validationError(`Error in expression '${Id}': expressions are not supported by this endpoint.`);
  const { Metric, Period, Stat, Unit } = structureOf(query.MetricStat, 'MetricStat');
  const { Namespace, MetricName, Dimensions } = structureOf(Metric, 'MetricStat.Metric');
  const name = requiredText(MetricName, 'MetricStat.Metric.MetricName');
  const statistic = requiredText(Stat, 'MetricStat.Stat');
  if (!isStatistic(statistic))
    throw validationError(`The value ${statistic} for parameter MetricStat.Stat is not supported.`);
  const period = periodOf(Period);
  const least = coarsestPeriod(world.clock.now(), range.start);
  if (period % least !== 0)
    throw validationError(`The parameter Period must be a multiple of ${least} for a StartTime so long ago.`);
  const target = targetOf(
    caller,
    requiredText(Namespace, 'MetricStat.Metric.Namespace'),
    dimensionsOf(Dimensions),
  );
  const known = target && (Unit === undefined || Unit === null || Unit === unitOf(name));
  const points = known ? readDatapoints(world, target, name, range, period, 0) : [];
  const values = points.map((point) => ({ at: point.minute, value: statisticOf(point, statistic) }));
  const label = textOf(query.Label, 'Label') ?? name;
  return { Id, Label: label, points: descending ? values.reverse() : values };
}
