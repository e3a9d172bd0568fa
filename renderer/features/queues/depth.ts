/** One reading of a queue's waiting messages. `visible` is null where readings are missing: a gap is a gap. */
export interface Depth {
  at: number;
  visible: number | null;
}

/** Readings kept of each queue in this session. */
const KEPT = 480;
/** Two readings further apart than this leave a gap between them, ms. */
const GAP = 90_000;

/** Two readings closer than this are one, ms. */
const SAME = 1_000;

/** Adds a reading to a series; a long silence before it shows as a gap. */
export function withReading(series: readonly Depth[], at: number, visible: number | null): readonly Depth[] {
  const last = series.at(-1);
  if (last && at <= last.at) return series;
  // The list and the live watch may read one queue in the same moment.
  if (last && at - last.at < SAME) return [...series.slice(0, -1), { at, visible }];
  const gap =
    last && last.visible !== null && at - last.at > GAP ? [{ at: last.at + GAP, visible: null }] : [];
  return [...series, ...gap, { at, visible }].slice(-KEPT);
}

/** Least time over which a trend is told, ms: the counts of AWS lag behind each other. */
const TREND_OVER = 60_000;

/** Net growth in messages a minute over the last readings, at least 60 s apart; null while that is not known. */
export function growthPerMinute(series: readonly Depth[]): number | null {
  const last = series.at(-1);
  if (!last || last.visible === null) return null;
  const first = series.findLast((depth) => last.at - depth.at >= TREND_OVER);
  if (!first || first.visible === null) return null;
  if (series.some((depth) => depth.visible === null && depth.at > first.at)) return null;
  return ((last.visible - first.visible) / (last.at - first.at)) * 60_000;
}
