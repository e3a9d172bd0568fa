import type { Action, ActionContext } from '../../action.ts';
import { coarsestPeriod, isStatistic, readDatapoints, statisticOf, unitOf } from '../datapoints.ts';
import {
  dimensionsOf,
  listOf,
  periodOf,
  requiredText,
  structureOf,
  targetOf,
  textOf,
  timeOf,
} from '../input.ts';
import { validationError } from '../refusals.ts';

const MOST_QUERIES = 500;
const MOST_POINTS = 100_800;

interface Series {
  Id: string;
  Label: string;
  points: Array<{ at: number; value: number }>;
}

interface Range {
  start: number;
  end: number;
}

/** Reads up to 500 metrics; answers in pages of `MaxDatapoints`. [CloudWatch API GetMetricData] */
export const getMetricData: Action = {
  name: 'GetMetricData',
  parameters: [
    'MetricDataQueries',
    'StartTime',
    'EndTime',
    'NextToken',
    'ScanBy',
    'MaxDatapoints',
    'LabelOptions',
  ],
  run(input, context) {
    const queries = listOf(input.MetricDataQueries, 'MetricDataQueries').map((query) =>
      structureOf(query, 'MetricDataQueries'),
    );
    const range = { start: timeOf(input.StartTime, 'StartTime'), end: timeOf(input.EndTime, 'EndTime') };
    checkRequest(queries, range);
    const descending = input.ScanBy !== 'TimestampAscending';
    const series = queries
      .filter((query) => query.ReturnData !== false)
      .map((query) => readSeries(context, query, range, descending));
    return toPage(series, offsetOf(input.NextToken), mostOf(input.MaxDatapoints));
  },
};

function checkRequest(queries: Array<Record<string, unknown>>, { start, end }: Range): void {
  if (queries.length === 0) throw validationError('The parameter MetricDataQueries is required.');
  if (queries.length > MOST_QUERIES)
    throw validationError(
      `The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`,
    );
  if (start >= end) throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  const ids = queries.map((query) => requiredText(query.Id, 'Id'));
  for (const id of ids) {
    if (!/^[a-z][A-Za-z0-9_]*$/.test(id))
      throw validationError(
        `The value ${id} for parameter MetricDataQueries.Id does not match the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
  }
  if (new Set(ids).size !== ids.length)
    throw validationError('The values for parameter id in MetricDataQueries are not unique.');
}

function readSeries(
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

function toPage(series: readonly Series[], offset: number, most: number): object {
  let skip = offset;
  let room = most;
  let more = false;
  const MetricDataResults = series.flatMap(({ Id, Label, points }) => {
    const first = Math.min(skip, points.length);
    skip -= first;
    const shown = points.slice(first, first + room);
    room -= shown.length;
    const complete = first + shown.length === points.length;
    if (!complete) more = true;
    if (shown.length === 0 && points.length > 0) return [];
    return [
      {
        Id,
        Label,
        Timestamps: shown.map(({ at }) => at / 1000),
        Values: shown.map(({ value }) => value),
        StatusCode: complete ? 'Complete' : 'PartialData',
      },
    ];
  });
  return {
    MetricDataResults,
    Messages: [],
    NextToken: more ? Buffer.from(String(offset + most)).toString('base64url') : undefined,
  };
}

function offsetOf(token: unknown): number {
  const text = textOf(token, 'NextToken');
  if (!text) return 0;
  const offset = Number(Buffer.from(text, 'base64url').toString());
  if (!Number.isSafeInteger(offset) || offset <= 0)
    throw validationError('The parameter NextToken is invalid.');
  return offset;
}

function mostOf(value: unknown): number {
  if (value === undefined || value === null) return MOST_POINTS;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MOST_POINTS)
    throw validationError(`The parameter MaxDatapoints must be between 1 and ${MOST_POINTS}.`);
  return value;
}
