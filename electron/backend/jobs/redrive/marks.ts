import { compareSequences } from '../../../domain/redrive/sequence.ts';
import type { Item, RedriveOrder } from './model.ts';

/** What finished items leave behind in memory: counts, what came back, and one mark a group. */
export interface Marks {
  /** How many messages were met and taken up. */
  readonly taken: number;
  readonly returns: number;
  readonly failures: { count: number; last: string | null };
  /** Whether a failure in front of it stopped the item: what stands before the failure still goes. */
  isStopped(item: Pick<Item, 'group' | 'sequence'>): boolean;
  /** SequenceNumber of the last copy of the item's group where it goes to. */
  lastOf(item: Pick<Item, 'group' | 'route'>): string | null;
  /** An item as it is now, and as it was. */
  take(item: Item, before: Item | undefined): void;
  cameBack(id: string): void;
}

/** Sequences of two queues say nothing about each other. */
const placeOf = ({ group, route }: Pick<Item, 'group' | 'route'>): string => JSON.stringify([route, group]);

/** No marks yet. */
export function createMarks(order: RedriveOrder): Marks {
  /** By group: the place of the first failure in it; null without an order. */
  const stopped = new Map<string, string | null>();
  const lasts = new Map<string, string>();
  const returned = new Set<string>();
  const failures: Marks['failures'] = { count: 0, last: null };
  let taken = 0;

  const stop = (group: string, sequence: string | null): void => {
    const first = stopped.get(group);
    const isLater = typeof first === 'string' && sequence !== null && compareSequences(first, sequence) < 0;
    if (first !== null && !isLater) stopped.set(group, sequence);
  };

  return {
    get taken() {
      return taken;
    },
    get returns() {
      return returned.size;
    },
    failures,
    isStopped({ group, sequence }) {
      if (group === null || !stopped.has(group)) return false;
      const first = stopped.get(group) ?? null;
      return first === null || sequence === null || compareSequences(first, sequence) < 0;
    },
    lastOf: (item) => (item.group === null ? null : (lasts.get(placeOf(item)) ?? null)),
    take(item, before) {
      const { id, state, group, newSequence } = item;
      if (item.digest !== null && !before?.digest) taken += 1;
      if (item.returnedAt !== null) returned.add(id);
      if (state === 'failed' && before?.state !== 'failed') {
        failures.count += 1;
        failures.last = item.reason;
      }
      if (group === null) return;
      if (!order.skipFailed && (state === 'failed' || state === 'uncertain')) stop(group, item.sequence);
      // A message that is a group of its own has nothing after it.
      if (newSequence === null || state === 'failed' || group === id) return;
      const place = placeOf(item);
      if (compareSequences(newSequence, lasts.get(place) ?? null) > 0) lasts.set(place, newSequence);
    },
    cameBack: (id) => void returned.add(id),
  };
}
