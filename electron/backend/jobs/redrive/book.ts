import type { ItemState } from '../../../contract/jobs.ts';
import { createMarks } from './marks.ts';
import type { Item, Journal, RedriveOrder, Tally } from './model.ts';

/**
 * The unfinished items of a job in memory, and of the others what bears on them; those stand in the journal alone, so that
 * memory does not grow with the queue. What is put here is on the disk with the next `flush`, and no call goes out before that.
 */
export interface Book {
  readonly tally: Tally;
  get(id: string): Item | undefined;
  /** Reads the finished ones of these items from the journal; `evict` lets them go again. */
  recall(ids: readonly string[]): void;
  /** The same for those sent since a moment, epoch ms. */
  recallSent(since: number): Item[];
  /** Ids of the items in a state that something still has to be done about. */
  in(state: ItemState): ReadonlySet<string>;
  /** Those in memory. */
  items(): IterableIterator<Item>;
  /** The unfinished items of a group: held or sending. */
  unfinished(group: string): Iterable<Item>;
  /** Whether a failure in front of it stopped the item. */
  isStopped(item: Pick<Item, 'group' | 'sequence'>): boolean;
  /** How many messages were met and taken up. */
  readonly taken: number;
  /** How many of this job's copies came back. */
  readonly returns: number;
  /** How many failed, and why the last one did. */
  readonly failures: { count: number; last: string | null };
  /** Which item a copy's MessageId belongs to. */
  copies: { get(newId: string): string | undefined };
  /** SequenceNumber of the last copy of the item's group where it goes to. */
  lastOf(item: Pick<Item, 'group' | 'route'>): string | null;
  /** Takes changed items over; none: only the tally has changed. */
  put(changed: readonly Item[]): void;
  /** Writes what was put since, in one transaction, or asks whether the job is still ours. Throws what the journal throws. */
  flush(): void;
  /** Forgets finished items that are on the disk, but for those that something is still done about. */
  evict(isNeeded: (id: string) => boolean): void;
  /** Marks an item of any job as come back. */
  returned(job: string, id: string, at: number): void;
}

const open: ReadonlySet<ItemState> = new Set(['waiting', 'held', 'sending', 'sent']);

/** Opens the book on a journal. `now` is the wall clock: what is hidden longer is ours to let go. */
export function openBook(order: RedriveOrder, journal: Journal, tally: Tally, now: number): Book {
  const items = new Map<string, Item>();
  const byState = new Map<ItemState, Set<string>>();
  const groups = new Map<string, Set<string>>();
  const copies = new Map<string, string>();
  const finished = new Set<string>();
  const dirty = new Map<string, Item>();
  const marks = createMarks(order);
  let changedTally = false;

  const setOf = (state: ItemState): Set<string> => {
    const known = byState.get(state) ?? new Set<string>();
    byState.set(state, known);
    return known;
  };
  /** In memory, whatever was known of it. */
  const keep = (item: Item): void => {
    const { id, state, group, newId } = item;
    const before = items.get(id);
    if (before && before.state !== state) setOf(before.state).delete(id);
    items.set(id, item);
    setOf(state).add(id);
    if (open.has(state)) finished.delete(id);
    else finished.add(id);
    if (newId !== null && state !== 'failed') copies.set(newId, id);
    if (group === null) return;
    const known = groups.get(group);
    if (state === 'held' || state === 'sending') {
      if (known) known.add(id);
      else groups.set(group, new Set([id]));
    } else if (known?.delete(id) && known.size === 0) groups.delete(group);
  };
  const take = (item: Item): void => {
    marks.take(item, items.get(item.id));
    keep(item);
  };
  const recall = (found: Iterable<Item>): void => {
    for (const item of found) if (!items.has(item.id)) keep(item);
  };
  for (const item of journal.load()) {
    marks.take(item, undefined);
    if (open.has(item.state) || (item.holdUntil ?? 0) > now) keep(item);
  }

  return {
    tally,
    get: (id) => items.get(id),
    recall(ids) {
      const absent = ids.filter((id) => !items.has(id));
      if (absent.length > 0) recall(journal.find(absent));
    },
    recallSent(since) {
      recall(journal.sentSince(since));
      return [...items.values()].filter(({ newId, at }) => newId !== null && at >= since);
    },
    in: setOf,
    items: () => items.values(),
    *unfinished(group) {
      for (const id of groups.get(group) ?? []) yield items.get(id)!;
    },
    isStopped: marks.isStopped,
    get taken() {
      return marks.taken;
    },
    get returns() {
      return marks.returns;
    },
    failures: marks.failures,
    copies: {
      get: (newId) => copies.get(newId) ?? journal.sentAs(newId).find(({ job }) => job === order.job)?.id,
    },
    lastOf: (item) => marks.lastOf(item),
    put(changed) {
      for (const item of changed) {
        dirty.set(item.id, item);
        take(item);
      }
      changedTally = true;
    },
    flush() {
      if (!changedTally) {
        journal.check();
        return;
      }
      journal.write([...dirty.values()], tally);
      dirty.clear();
      changedTally = false;
    },
    evict(isNeeded) {
      for (const id of finished) {
        if (dirty.has(id) || isNeeded(id)) continue;
        const { state, newId } = items.get(id)!;
        items.delete(id);
        setOf(state).delete(id);
        finished.delete(id);
        if (newId !== null) copies.delete(newId);
      }
    },
    returned(job, id, at) {
      journal.returned(job, id, at);
      if (job !== order.job) return;
      const item = items.get(id);
      marks.cameBack(id);
      if (item) keep({ ...item, returnedAt: at });
      const unwritten = dirty.get(id);
      if (unwritten) dirty.set(id, { ...unwritten, returnedAt: at });
    },
  };
}
