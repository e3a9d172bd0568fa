import type { Accepted, Archive } from './message-model.ts';
import type { Subscription } from './subscription-model.ts';

/**
 * What SNS holds in one account and region. Plain data (maps, arrays, text, numbers) throughout, so that it can be
 * written to disk and read back as it is; `kind` tells the resources apart.
 */
export interface SnsRegion {
  /** By name, in order of creation. */
  topics: Map<string, Topic>;
  smsAttributes: Map<string, string>;
}

/** A topic. */
export interface Topic {
  kind: 'topic';
  arn: string;
  name: string;
  account: string;
  region: string;
  fifo: boolean;
  /** Attributes that were set, by AWS's names, as they were given. */
  attributes: Map<string, string>;
  tags: Map<string, string>;
  /** By ARN, in order of creation; those of other accounts too. */
  subscriptions: Map<string, Subscription>;
  subscriptionsDeleted: number;
  /** Number of the last accepted message; FIFO topics count, standard ones stay at 0. */
  sequence: number;
  /** Accepted messages by deduplication key, for five minutes. FIFO topics only. */
  recent: Map<string, Accepted>;
  archive: Archive | null;
  deleted: boolean;
}

/** Makes an account's empty region. */
export function createSnsRegion(): SnsRegion {
  return { topics: new Map(), smsAttributes: new Map() };
}
