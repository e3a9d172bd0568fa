import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { capability, type Capability } from '../../contract/profiles.ts';

/** What an endpoint told of itself, and when. */
export interface KnownCapabilities {
  checkedAt: number;
  capabilities: Capability[];
}

/** What endpoints offer, by their address. */
export interface CapabilityStore {
  /** Undefined when it was never asked, or in a form that is no longer read. */
  get(endpoint: string): KnownCapabilities | undefined;
  set(endpoint: string, known: KnownCapabilities): void;
  remove(endpoint: string): void;
}

/** Capabilities on the given data file. */
export function createCapabilityStore(db: DatabaseSync): CapabilityStore {
  const one = db.prepare('SELECT checked, value FROM capability WHERE endpoint = ?');
  const put = db.prepare(
    'INSERT INTO capability (endpoint, checked, value) VALUES (?, ?, ?) ' +
      'ON CONFLICT DO UPDATE SET checked = excluded.checked, value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM capability WHERE endpoint = ?');

  return {
    get(endpoint) {
      const row = one.get(endpoint);
      const stored = row && z.array(capability).safeParse(JSON.parse(String(row.value)));
      return stored?.success ? { checkedAt: Number(row?.checked), capabilities: stored.data } : undefined;
    },
    set: (endpoint, { checkedAt, capabilities }) =>
      void put.run(endpoint, checkedAt, JSON.stringify(capabilities)),
    remove: (endpoint) => void remove.run(endpoint),
  };
}
