import { SQS } from '../limits.ts';
import { aheadOfSends, widestRedrive } from './width.ts';

/** What a move or copy is asked to do. */
export interface RedriveSize {
  /** Messages visible in the source. */
  waiting: number;
  /** How many are chosen; null: all. */
  chosen: number | null;
  /** Every message has to be looked at, however many are chosen. */
  all?: boolean;
  /** Messages a second; null: no limit. */
  rate?: number | null;
  keep: boolean;
  fifo: boolean;
}

/** What it takes. */
export interface RedriveEstimate {
  receives: { expected: number; most: number };
  calls: { receive: number; send: number; remove: number; total: number };
  /** About, with four requests at a time of 60 ms each, and some seconds to see that nothing more comes. */
  seconds: number;
  /** Messages hidden at the same time at most. */
  held: number;
}

const lanes = 4;
const requestSeconds = 0.06;
const endSeconds = 4;

/**
 * How many messages are received to reach the chosen ones: SQS gives them in no order that one could ask for, so that of n
 * waiting the last of k chosen ones comes at place k (n + 1) / (k + 1) on the average, and at place n at worst.
 */
export function estimateRedrive({ waiting, chosen, all, keep, fifo, rate }: RedriveSize): RedriveEstimate {
  const goal = Math.min(chosen ?? waiting, Math.max(waiting, chosen ?? 0));
  const most = Math.max(waiting, goal);
  const expected =
    chosen === null || all ? most : Math.min(most, Math.ceil((goal * (most + 1)) / (goal + 1)));
  const widest = widestRedrive(waiting);
  const batches = (count: number): number => Math.ceil(count / SQS.batchEntries);
  // SQS often gives fewer than it is asked for.
  const receive = Math.ceil(batches(expected) * 1.3) + 3;
  const send = batches(goal);
  // What is not deleted is made visible again.
  const remove = keep ? batches(expected) : send + batches(expected - goal);
  const total = receive + send + remove;
  const lanesUsed = fifo ? 1 : lanes;
  const atRate = rate ? goal / rate : 0;
  const seconds = Math.ceil(Math.max((total * requestSeconds) / lanesUsed, atRate) + endSeconds);
  const held =
    keep || chosen !== null
      ? expected
      : Math.min(expected, aheadOfSends(widest) + 3 * widest * SQS.receiveBatch);
  return { receives: { expected, most }, calls: { receive, send, remove, total }, seconds, held };
}
