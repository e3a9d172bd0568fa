import { onScopeDispose, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import type { Failure, Scope } from '../../electron/contract/index.ts';
import { toFailure } from './failure.ts';
import type { ScopeListing } from './scoped-list.ts';

export interface Describing<Item> {
  /** What the describing call takes: a URL or an ARN. */
  idOf(item: Item): string;
  /** True when the item was read, or could not be. */
  known(scope: Scope, id: string): boolean;
  describe(scope: Scope, ids: string[], signal: AbortSignal): Promise<void>;
  /** Told when a whole call failed, so that its items count as known. */
  failed(scope: Scope, ids: string[], failure: Failure): void;
  inView(scope: Scope, id: string): boolean;
  /** Items of a scope that are described unasked; those beyond it when they come into view. */
  unasked?: MaybeRefOrGetter<number>;
  /** Calls at once in each scope. */
  lanes?: number;
  /** Set when several lists read the same: what one of them asks for, the others leave. */
  asked?: Set<string>;
}

/** Items described in one call; few, so that the first rows fill early. */
const AT_ONCE = 20;
const UNASKED = 1_000;

/** Reads the details of listed items, a few calls at a time in each scope, those in view first. */
export function useDescribing<Item>(
  listings: ComputedRef<ScopeListing<Item>[]>,
  inView: MaybeRefOrGetter<readonly string[]>,
  options: Describing<Item>,
): void {
  const { idOf, known, describe, failed, inView: isInView, lanes = 1 } = options;
  const control = new AbortController();
  const running = new Map<string, number>();
  const asked = options.asked ?? new Set<string>();
  // What others leave to this list is read to its end, also when this list goes.
  const signal = options.asked ? new AbortController().signal : control.signal;
  const unasked = (): number => toValue(options.unasked ?? UNASKED);
  const nameOf = ({ profile, region }: Scope): string => `${profile}/${region}`;
  /** Where the first item stands that may still be unread: thousands of items are not searched from the start each time. */
  const starts = new WeakMap<readonly Item[], number>();
  const seen = new Map<string, string[]>();

  function wanted({ scope, items }: ScopeListing<Item>): string[] {
    const name = nameOf(scope);
    const isFresh = (id: string): boolean => !known(scope, id) && !asked.has(`${name} ${id}`);
    const ids = (seen.get(name) ?? []).filter(isFresh).slice(0, AT_ONCE);
    const reach = Math.min(items.length, unasked());
    let at = starts.get(items) ?? 0;
    for (; at < reach; at += 1) {
      const item = items[at];
      if (item !== undefined && !known(scope, idOf(item))) break;
    }
    starts.set(items, at);
    const taken = new Set(ids);
    for (; at < reach && taken.size < AT_ONCE; at += 1) {
      const item = items[at];
      if (item !== undefined && isFresh(idOf(item))) taken.add(idOf(item));
    }
    return [...taken];
  }

  async function lane(name: string): Promise<void> {
    for (;;) {
      const listing = listings.value.find(({ scope }) => nameOf(scope) === name);
      const ids = listing && !control.signal.aborted ? wanted(listing) : [];
      if (!listing || ids.length === 0) return;
      for (const id of ids) asked.add(`${name} ${id}`);
      try {
        await describe(listing.scope, ids, signal);
      } catch (error) {
        if (signal.aborted) return;
        failed(listing.scope, ids, toFailure(error));
      } finally {
        for (const id of ids) asked.delete(`${name} ${id}`);
      }
    }
  }

  function run(name: string): void {
    const free = lanes - (running.get(name) ?? 0);
    for (let each = 0; each < free; each += 1) {
      running.set(name, (running.get(name) ?? 0) + 1);
      void lane(name).finally(() => running.set(name, (running.get(name) ?? 1) - 1));
    }
  }

  watch(
    [listings, () => toValue(inView), unasked],
    () => {
      const any = toValue(inView).length > 0;
      for (const { scope, items } of listings.value) {
        const name = nameOf(scope);
        seen.set(name, any ? items.map(idOf).filter((id) => isInView(scope, id)) : []);
        run(name);
      }
    },
    { immediate: true },
  );
  onScopeDispose(() => control.abort());
}
