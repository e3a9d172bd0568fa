import type { FailureGroup } from '../../../../electron/contract/index.ts';

/** What causes are ordered by; `lost`: whose first message is lost first. */
export type GroupOrder = 'count' | 'first' | 'last' | 'lost';

/** Groups in an order; equal ones stay as they came, largest first. */
export function sortGroups(
  groups: readonly FailureGroup[],
  { by, down }: { by: GroupOrder; down: boolean },
): FailureGroup[] {
  const field = by === 'lost' ? 'first' : by;
  return [...groups].sort((a, b) => (down ? b[field] - a[field] : a[field] - b[field]));
}

/** A histogram with a third of the bars. */
export const toSpark = (histogram: readonly number[]): number[] =>
  Array.from({ length: Math.ceil(histogram.length / 3) }, (_, at) =>
    histogram.slice(at * 3, at * 3 + 3).reduce((sum, count) => sum + count, 0),
  );
