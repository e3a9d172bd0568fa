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
}

/** Items described in one call; few, so that the first rows fill early. */
const AT_ONCE = 20;
/** Items of a scope that are described unasked; those beyond it when they come into view. */
const UNASKED = 1_000;

/** Reads the details of listed items, one call at a time in each scope, those in view first. */
export function useDescribing<Item>(
  listings: ComputedRef<ScopeListing<Item>[]>,
  inView: MaybeRefOrGetter<readonly string[]>,
  { idOf, known, describe, failed, inView: isInView }: Describing<Item>,
): void {
  const control = new AbortController();
  const busy = new Set<string>();
  const nameOf = ({ profile, region }: Scope): string => `${profile}/${region}`;

  function wanted({ scope, items }: ScopeListing<Item>): string[] {
    const unread = items.map(idOf).filter((id) => !known(scope, id));
    const seen = unread.filter((id) => isInView(scope, id));
    const reach = new Set(items.slice(0, UNASKED).map(idOf));
    const others = unread.filter((id) => reach.has(id));
    return [...new Set([...seen, ...others])].slice(0, AT_ONCE);
  }

  async function run(name: string): Promise<void> {
    if (busy.has(name)) return;
    busy.add(name);
    for (;;) {
      const listing = listings.value.find(({ scope }) => nameOf(scope) === name);
      const ids = listing ? wanted(listing) : [];
      if (!listing || ids.length === 0 || control.signal.aborted) break;
      try {
        await describe(listing.scope, ids, control.signal);
      } catch (error) {
        if (control.signal.aborted) break;
        failed(listing.scope, ids, toFailure(error));
      }
    }
    busy.delete(name);
  }

  watch(
    [listings, () => toValue(inView)],
    () => listings.value.forEach(({ scope }) => void run(nameOf(scope))),
    { immediate: true },
  );
  onScopeDispose(() => control.abort());
}
