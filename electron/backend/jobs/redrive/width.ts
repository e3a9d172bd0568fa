/** How many requests of a kind are to be under way at once. */
export interface Width {
  readonly now: number;
  /** An answer took so long, ms. */
  answered(ms: number): void;
  /** SQS asked for less, or did not answer. */
  refused(): void;
}

/** How much the last answer counts for. */
const share = 0.1;

/**
 * As many as answers take milliseconds, from `least` to `most`: a lane that waits for its answer costs nothing, and next to the
 * endpoint a few are enough. A refusal halves them, and every answer gives a little back.
 */
export function createWidth(least: number, most: number): Width {
  let average = 0;
  let limit = most;
  return {
    get now() {
      return Math.max(1, Math.floor(Math.min(limit, Math.max(least, average))));
    },
    answered(ms) {
      average += (ms - average) * share;
      limit = Math.min(most, limit + 0.1);
    },
    refused() {
      limit = Math.max(1, Math.min(limit, this.now) / 2);
    },
  };
}
