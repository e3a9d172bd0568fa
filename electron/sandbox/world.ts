import type { SettableClock } from './clock.ts';
import type { Meter } from './meter.ts';
import type { SnsRegion } from './sns/model.ts';
import type { SqsRegion } from './sqs/model.ts';

/** One account in one region: nothing is shared with another. */
export interface Realm {
  account: string;
  region: string;
  sqs: SqsRegion;
  sns: SnsRegion;
}

/** Everything the sandbox holds. */
export interface World {
  clock: SettableClock;
  meter: Meter;
  /** The realm of this account and region, made on first use. */
  realm(account: string, region: string): Realm;
  /** All realms that were used. */
  realms(): Iterable<Realm>;
  /** Marks a resource as changed, to be written to disk with the next batch. */
  changed(resource: object): void;
}
