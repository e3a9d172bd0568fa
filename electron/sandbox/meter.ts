import type { Caller } from './action.ts';

/** Where a metric belongs: a queue (`AWS/SQS`, `QueueName`) or a topic (`AWS/SNS`, `TopicName`). */
export interface MetricTarget {
  account: Caller['account'];
  region: Caller['region'];
  namespace: 'AWS/SQS' | 'AWS/SNS';
  resource: string;
}

/** One minute of one metric. */
export interface Bucket {
  /** Start of the minute, epoch ms. */
  minute: number;
  sum: number;
  minimum: number;
  maximum: number;
  samples: number;
}

/** Minute buckets of the real traffic: what CloudWatch answers from. */
export interface Meter {
  /** Counts an event in the minute of now: `add(queue, 'NumberOfMessagesSent', 1)`. */
  add(target: MetricTarget, metric: string, value: number): void;
  /** Puts minutes of the past in, in order of time and before all that are there: history of a sample. */
  backfill(target: MetricTarget, metric: string, buckets: readonly Bucket[]): void;
  /** The buckets of a metric with `from <= minute < to`, in order of time. */
  read(target: MetricTarget, metric: string, from: number, to: number): Bucket[];
  /** Every series that has data in this account and region. */
  list(account: string, region: string): Array<{ target: MetricTarget; metric: string }>;
}
