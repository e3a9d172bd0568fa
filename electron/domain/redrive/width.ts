/** Requests of a kind that a redrive has under way at once, at most. */
const widest = 32;
/** Messages that make one more worth while. */
const perLane = 50;

/** How many requests of a kind a redrive may have under way at once, by how many messages wait; 4 where that is not known. */
export function widestRedrive(depth: number | null): number {
  return Math.min(widest, Math.max(1, Math.ceil((depth ?? 4 * perLane) / perLane)));
}
