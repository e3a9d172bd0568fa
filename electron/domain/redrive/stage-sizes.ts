/** One batch of a redrive as it will be: how many are sent, and whether it is reached at all. */
export interface Stage {
  /** What was asked for; null: all that is left. */
  asked: number | null;
  /** How many it sends; null when the whole is not known. */
  size: number | null;
  /** False when nothing is left for it. */
  reached: boolean;
}

/** The batches of `total` messages, the last one for all that is left. */
export function toStages(sizes: readonly number[], total: number | null): Stage[] {
  let left = total;
  const stages = sizes.map((asked): Stage => {
    if (left === null) return { asked, size: asked, reached: true };
    // A batch that would take all that is left is the last one.
    if (asked >= left) return { asked, size: 0, reached: false };
    left -= asked;
    return { asked, size: asked, reached: true };
  });
  return [...stages, { asked: null, size: left, reached: left === null || left > 0 }];
}
