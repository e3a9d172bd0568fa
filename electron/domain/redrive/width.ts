/** Requests of a kind that a redrive has under way at once. */
const least = 4;
const most = 32;
/** Messages that make one more worth while. */
const perFirst = 50;
const perFurther = 200;

/** How many requests of a kind a redrive has under way at once where answers come quickly, by how many messages wait; null: not known. */
export function leastRedrive(depth: number | null): number {
  return Math.min(least, Math.max(1, Math.ceil((depth ?? 2 * perFirst) / perFirst)));
}

/** The same where answers take long: what one crash can leave without an answer. */
export function widestRedrive(depth: number | null): number {
  return Math.max(leastRedrive(depth), Math.min(most, Math.ceil((depth ?? 0) / perFurther)));
}

/** Messages received and not sent, beyond which no more are received while all are to be sent. */
export function aheadOfSends(width: number): number {
  return Math.max(100, 30 * width);
}
