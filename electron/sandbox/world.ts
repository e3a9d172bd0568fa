import type { SettableClock } from './clock.ts';
import type { Meter } from './meter.ts';
import { createSnsRegion, type SnsRegion } from './sns/model.ts';
import { createSqsRegion, type SqsRegion } from './sqs/region.ts';

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
  /** Tells who writes to disk; without one, `changed` does nothing. */
  onChange(act: (resource: object) => void): void;
}

/** Makes an empty world. */
export function createWorld(clock: SettableClock, meter: Meter): World {
  const realms = new Map<string, Realm>();
  let tell: ((resource: object) => void) | undefined;
  return {
    clock,
    meter,
    realm(account, region) {
      const key = `${account} ${region}`;
      let realm = realms.get(key);
      if (!realm) {
        realm = { account, region, sqs: createSqsRegion(), sns: createSnsRegion() };
        realms.set(key, realm);
      }
      return realm;
    },
    realms: () => realms.values(),
    changed(resource) {
      tell?.(resource);
    },
    onChange(act) {
      tell = act;
    },
  };
}
