/** Longest hold of one receive with its renewals, seconds: half an hour below AWS's 12 h. [SQS DG sqs-visibility-timeout] */
export const LONGEST_HOLD = 11.5 * 3600;

/** For how long messages are hidden at once, seconds: 60 s to 1 h, by how many are to be worked through. */
export function holdSeconds(depth: number | null): number {
  return Math.min(3600, Math.max(60, Math.ceil((depth ?? 0) * 0.02)));
}

/** How much earlier than AWS we count a hold as over, ms: the clocks and the way there differ. */
export function holdMargin(seconds: number): number {
  return Math.max(5000, seconds * 100);
}
