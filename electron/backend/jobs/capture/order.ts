import type { CaptureBound } from '../../../domain/captures/estimate.ts';

/** What a capture is to do; fixed when its job is made. */
export interface CaptureOrder {
  /** Messages at most, and why no more. */
  ceiling: number;
  bound: CaptureBound;
  holdSeconds: number;
  /** Messages waiting at the start; null when not known. */
  depth: number | null;
  /** Goes on although the receive budget is spent. */
  force: boolean;
}
