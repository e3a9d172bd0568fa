import { SQS } from '../limits.ts';
import { LONGEST_HOLD, holdSeconds } from '../redrive/hold.ts';

/** What a queue has, and what is asked of its capture. */
export interface CaptureSize {
  /** Null when it may not be counted. */
  counts: { visible: number; inFlight: number } | null;
  fifo: boolean;
  /** Messages at most, as asked. */
  most: number | undefined;
  /** Messages that may be kept at most; null on disk. */
  fits: number | null;
  holdSeconds: number | undefined;
}

/** What bounds a capture: as many as were asked for, are held at once, are left of what may be in flight, or may be kept. */
export type CaptureBound = 'most' | 'ceiling' | 'in-flight' | 'room';

/** What it takes. Durations in seconds. */
export interface CaptureEstimate {
  ceiling: number;
  bound: CaptureBound;
  /** Null where the queue may not be counted, or hides messages behind others (FIFO). */
  messages: number | null;
  calls: { receive: number; release: number } | null;
  seconds: number | null;
  holdSeconds: number;
  longestSeconds: number;
}

/** A capture holds no more at once: the rest of what a queue may have in flight is for its consumers. [SQS DG quotas] */
export const MOST_CAPTURED = 100_000;
/** Left to consumers beyond what they have in flight. */
const spare = 10_000;
const mostLanes = 8;
const requestSeconds = 0.06;
/** Three rounds of empty polls of a second. */
const endSeconds = 4;

/** How many receives run at once: a FIFO queue hides a group behind its first messages, and parallel ones only lock more. */
export function captureLanes(fifo: boolean, depth: number | null): number {
  return fifo ? 1 : Math.min(mostLanes, Math.max(1, Math.ceil((depth ?? 400) / 50)));
}

/** How many messages are held, in how many calls, and how long it takes at about 60 ms a call. */
export function estimateCapture(size: CaptureSize): CaptureEstimate {
  const { counts, fifo } = size;
  const room = counts ? Math.max(SQS.receiveBatch, SQS.inFlight - spare - counts.inFlight) : MOST_CAPTURED;
  const bounds: Array<[CaptureBound, number]> = [
    ['most', size.most ?? Infinity],
    ['room', size.fits ?? Infinity],
    ['ceiling', MOST_CAPTURED],
    ['in-flight', room],
  ];
  const [bound, ceiling] = bounds.reduce((least, one) => (one[1] < least[1] ? one : least));
  const depth = counts && Math.min(counts.visible, ceiling);
  const seconds = size.holdSeconds ?? holdSeconds(depth ?? ceiling);
  const known = { ceiling, bound, holdSeconds: seconds, longestSeconds: LONGEST_HOLD };
  if (depth === null) return { ...known, messages: null, calls: null, seconds: null };
  const batches = Math.ceil(depth / SQS.batchEntries);
  const lanes = captureLanes(fifo, depth);
  // SQS often gives fewer than it is asked for, and the end is told by empty polls.
  const receive = Math.ceil(batches * 1.3) + 3 * lanes;
  const working = ((Math.ceil(batches * 1.3) + batches) * requestSeconds) / lanes;
  return {
    ...known,
    messages: depth,
    calls: { receive, release: batches },
    seconds: Math.ceil(working + endSeconds),
  };
}
