import type { Action } from '../../action.ts';
import { listOf, requiredText, structureOf, timeOf } from '../input.ts';
import { validationError } from '../refusals.ts';
import { type Range, readSeries } from '../metric-series.ts';
import { mostOf, offsetOf, toPage } from '../metric-page.ts';

const MOST_QUERIES = 500;

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
