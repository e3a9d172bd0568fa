import type { Action } from '../../action.ts';
import { coarsestPeriod, readDatapoints } from '../datapoints.ts';
import { isStatistic, statisticOf, unitOf } from '../statistic.ts';
import { listOf, periodOf, requiredText, timeOf } from '../input.ts';
import { dimensionsOf, targetOf } from '../dimensions.ts';
import { invalidCombination, invalidValue } from '../refusals.ts';

const MOST_POINTS = 1440;

/** Reads one metric, up to 1,440 points, in no promised order. [CloudWatch API GetMetricStatistics] */
export const getMetricStatistics: Action = {
  name: 'GetMetricStatistics',
  parameters: [
    'Namespace',
    'MetricName',
    'Dimensions',
    'StartTime',
    'EndTime',
    'Period',
    'Statistics',
    'ExtendedStatistics',
    'Unit',
  ],
  run(input, { caller, world }) {
    const namespace = requiredText(input.Namespace, 'Namespace');
    const name = requiredText(input.MetricName, 'MetricName');
    const start = timeOf(input.StartTime, 'StartTime');
    const end = timeOf(input.EndTime, 'EndTime');
    const period = periodOf(input.Period);
    const statistics = listOf(input.Statistics, 'Statistics').map(String);
    if (start >= end) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
    if (listOf(input.ExtendedStatistics, 'ExtendedStatistics').length > 0 || !statistics.every(isStatistic))
      throw invalidValue(
        'Only the statistics SampleCount, Average, Sum, Minimum and Maximum are supported by this endpoint.',
      );
    if (statistics.length === 0)
      throw invalidCombination(
        'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
      );
    const asked = Math.ceil((end - start) / (period * 1000));
    if (asked > MOST_POINTS)
      throw invalidCombination(
        `You have requested up to ${asked.toLocaleString('en-US')} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
      );
    const least = coarsestPeriod(world.clock.now(), start);
    if (period % least !== 0)
      throw invalidValue(`The parameter Period must be a multiple of ${least} for a StartTime so long ago.`);
    const target = targetOf(caller, namespace, dimensionsOf(input.Dimensions));
    const Unit = unitOf(name);
    const known = target && (input.Unit === undefined || input.Unit === null || input.Unit === Unit);
    const first = Math.floor(start / (least * 1000)) * least * 1000;
    const points = known ? readDatapoints(world, target, name, { start, end }, period, first) : [];
    return {
      Label: name,
      Datapoints: points.map((point) => ({
        Timestamp: point.minute / 1000,
        ...Object.fromEntries(statistics.map((statistic) => [statistic, statisticOf(point, statistic)])),
        Unit,
      })),
    };
  },
};
