import { textOf } from './input.ts';
import { validationError } from './refusals.ts';
import type { Series } from './metric-series.ts';

const MOST_POINTS = 100_800;

/** The answer of GetMetricData: at most `most` points after the first `offset`, over all series. */
export function toPage(series: readonly Series[], offset: number, most: number): object {
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

/** Points given before, from a NextToken. */
export function offsetOf(token: unknown): number {
  const text = textOf(token, 'NextToken');
  if (!text) return 0;
  const offset = Number(Buffer.from(text, 'base64url').toString());
  if (!Number.isSafeInteger(offset) || offset <= 0)
    throw validationError('The parameter NextToken is invalid.');
  return offset;
}

/** Points that a page may hold, from MaxDatapoints. */
export function mostOf(value: unknown): number {
  if (value === undefined || value === null) return MOST_POINTS;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MOST_POINTS)
    throw validationError(`The parameter MaxDatapoints must be between 1 and ${MOST_POINTS}.`);
  return value;
}
