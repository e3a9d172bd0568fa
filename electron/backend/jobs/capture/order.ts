/** What a capture is to do; fixed when its job is made. */
export interface CaptureOrder {
  /** Messages at most, as asked; null: all. */
  most: number | null;
  /** Messages at most, by what a queue may have in flight and what may be kept. */
  ceiling: number;
  holdSeconds: number;
  /** Messages waiting at the start; null when not known. */
  depth: number | null;
  /** Goes on although the receive budget is spent. */
  force: boolean;
}
