import { randomUUID } from 'node:crypto';
import type { ActiveFault, Fault, FaultKind } from './fault.ts';

/** The fault switch of a sandbox. */
export interface Faults {
  add(fault: Fault): string;
  remove(id: string): boolean;
  clear(): void;
  list(): ActiveFault[];
  /** The faults that hit this request; counts them as hits. */
  hit(action: string, input: Record<string, unknown>): FaultKind[];
}

/** Makes a fault switch; `seed` makes the probabilities repeatable. */
export function createFaults(seed = 1): Faults {
  const active = new Map<string, ActiveFault & { passed: number }>();
  const random = createRandom(seed);
  return {
    add(fault) {
      const id = randomUUID();
      active.set(id, { ...fault, id, hits: 0, passed: 0 });
      return id;
    },
    remove: (id) => active.delete(id),
    clear: () => active.clear(),
    list: () => [...active.values()].map(({ passed: _, ...fault }) => fault),
    hit(action, input) {
      if (active.size === 0) return [];
      const hits: FaultKind[] = [];
      for (const fault of active.values()) {
        if (fault.action !== undefined && fault.action !== action) continue;
        if (fault.resource !== undefined && !resourceOf(input).includes(fault.resource)) continue;
        if (fault.passed < (fault.skip ?? 0)) {
          fault.passed += 1;
          continue;
        }
        if (fault.probability !== undefined && random() >= fault.probability) continue;
        fault.hits += 1;
        hits.push(fault.fault);
        if (fault.count !== undefined && fault.hits >= fault.count) active.delete(fault.id);
      }
      return hits;
    },
  };
}

function resourceOf(input: Record<string, unknown>): string {
  const names = [
    'QueueUrl',
    'QueueName',
    'SourceArn',
    'TopicArn',
    'TargetArn',
    'SubscriptionArn',
    'ResourceArn',
    'Name',
  ];
  return names.map((name) => (typeof input[name] === 'string' ? input[name] : '')).join(' ');
}

/** mulberry32: small, good enough to spread faults, and repeatable. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
