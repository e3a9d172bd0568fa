import type { ItemState } from '../../../contract/jobs.ts';
import { compareSequences } from '../../../domain/redrive/sequence.ts';
import type { Item, Journal, RedriveOrder, Tally } from './model.ts';

/** The items of a job in memory, as the journal has them: memory follows the disk, never the other way. */
export interface Book {
  readonly tally: Tally;
  get(id: string): Item | undefined;
  /** Ids of the items in a state that something still has to be done about. */
  in(state: ItemState): ReadonlySet<string>;
  items(): IterableIterator<Item>;
  /** The unfinished items of a group: held or sending. */
  unfinished(group: string): Iterable<Item>;
  /** Whether a failure stopped the group. */
  isStopped(group: string): boolean;
  /** How many messages were met and taken up. */
  readonly taken: number;
  /** How many of this job's copies came back. */
  readonly returns: number;
  /** Which item a copy's MessageId belongs to. */
  copies: ReadonlyMap<string, string>;
  /** SequenceNumber of the last copy of the item's group where it goes to. */
  lastOf(item: Pick<Item, 'group' | 'route'>): string | null;
  /** Writes changed items, in one transaction, then takes them over. Throws what the journal throws. */
  put(changed: readonly Item[]): void;
  /** Marks an item of any job as come back. */
  returned(job: string, id: string, at: number): void;
}

/** Sequences of two queues say nothing about each other. */
const placeOf = ({ group, route }: Pick<Item, 'group' | 'route'>): string => JSON.stringify([route, group]);

/** Opens the book on a journal. */
export function openBook(order: RedriveOrder, journal: Journal, tally: Tally): Book {
  const items = new Map<string, Item>();
  const byState = new Map<ItemState, Set<string>>();
  const groups = new Map<string, Set<string>>();
  const stopped = new Set<string>();
  const copies = new Map<string, string>();
  const lasts = new Map<string, string>();
  let taken = 0;
  let returns = 0;

  const setOf = (state: ItemState): Set<string> => {
    const known = byState.get(state) ?? new Set<string>();
    byState.set(state, known);
    return known;
  };
  const take = (item: Item): void => {
    const before = items.get(item.id);
    if (item.digest !== null && !before?.digest) taken += 1;
    if (item.returnedAt !== null && !before?.returnedAt) returns += 1;
    if (before) setOf(before.state).delete(item.id);
    items.set(item.id, item);
    setOf(item.state).add(item.id);
    if (item.newId !== null && item.state !== 'failed') copies.set(item.newId, item.id);
    const { group } = item;
    if (group === null) return;
    if (
      item.newSequence !== null &&
      item.state !== 'failed' &&
      compareSequences(item.newSequence, lasts.get(placeOf(item)) ?? null) > 0
    ) {
      lasts.set(placeOf(item), item.newSequence);
    }
    if (item.state === 'held' || item.state === 'sending') {
      groups.set(group, (groups.get(group) ?? new Set()).add(item.id));
    } else {
      groups.get(group)?.delete(item.id);
    }
    if (!order.skipFailed && (item.state === 'failed' || item.state === 'uncertain')) stopped.add(group);
  };
  for (const item of journal.load()) take(item);

  return {
    tally,
    get: (id) => items.get(id),
    in: setOf,
    items: () => items.values(),
    *unfinished(group) {
      for (const id of groups.get(group) ?? []) yield items.get(id)!;
    },
    isStopped: (group) => stopped.has(group),
    get taken() {
      return taken;
    },
    get returns() {
      return returns;
    },
    copies,
    lastOf: (item) => (item.group === null ? null : (lasts.get(placeOf(item)) ?? null)),
    put(changed) {
      journal.write(changed, tally);
      for (const item of changed) take(item);
    },
    returned(job, id, at) {
      journal.returned(job, id, at);
      const item = job === order.job ? items.get(id) : undefined;
      if (item) take({ ...item, returnedAt: at });
    },
  };
}
