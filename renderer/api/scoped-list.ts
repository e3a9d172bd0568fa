import { useQueryCache } from '@pinia/colada';
import {
  computed,
  onScopeDispose,
  shallowReactive,
  shallowRef,
  toValue,
  watch,
  type ComputedRef,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue';
import type { Failure, Scope } from '../../electron/contract/index.ts';
import { pathOf, useCall, type InputOf, type OutputOf, type Procedure } from './client.ts';
import { toFailure } from './failure.ts';
import { keyOf, useActsMade } from './query.ts';

/** What is known of one scope's part of a list. */
export interface ScopeListing<Item> {
  scope: Scope;
  items: readonly Item[];
  /** `loading` while pages are still to come; the items so far show already. */
  state: 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  /** Pages read. */
  pages: number;
}

/** Whether no scope could be listed: an empty list then says nothing of what is there. */
export const isUnread = (listings: readonly Pick<ScopeListing<unknown>, 'state'>[]): boolean =>
  listings.length > 0 && listings.every(({ state }) => state === 'failed');

export interface ScopedList<Item> {
  listings: ComputedRef<ScopeListing<Item>[]>;
  /** Reads one scope again, or all. */
  refresh(scope?: Scope): void;
}

/** The scope that one list of a page read again just now, by the path of what lists: others take it from the cache. */
interface Reread {
  by: symbol;
  scope: Scope;
}
const rereads = new WeakMap<object, Map<string, ShallowRef<Reread | null>>>();
function rereadOf(cache: object, path: string): ShallowRef<Reread | null> {
  const paths = rereads.get(cache) ?? new Map<string, ShallowRef<Reread | null>>();
  rereads.set(cache, paths);
  const known = paths.get(path) ?? shallowRef(null);
  paths.set(path, known);
  return known;
}

const nameOf = (scope: Scope): string => `${scope.profile}/${scope.region}`;

/**
 * One list over many scopes: every page of every scope, each scope by itself, so that a slow or failing one leaves the
 * others alone. Pages go through the query cache.
 */
export function useScopedList<P extends Procedure, Item>(
  scopes: MaybeRefOrGetter<readonly Scope[]>,
  procedure: P,
  input: (scope: Scope, cursor: string | undefined) => InputOf<P>,
  read: (output: OutputOf<P>) => { items: readonly Item[]; cursor?: string },
): ScopedList<Item> {
  const call = useCall();
  const cache = useQueryCache();
  const known = shallowReactive(new Map<string, ScopeListing<Item>>());
  const running = new Map<string, AbortController>();
  const reread = rereadOf(cache, pathOf(procedure).join('.'));
  const self = Symbol('list');

  async function page(given: InputOf<P>, again: boolean): Promise<OutputOf<P>> {
    const entry = cache.ensure<OutputOf<P>>({
      key: keyOf(procedure, given),
      query: ({ signal }) => call(procedure, given, { signal }),
      staleTime: 30_000,
    });
    const state = await (again ? cache.fetch(entry) : cache.refresh(entry));
    if (state.status !== 'success') throw state.error;
    return state.data;
  }

  async function load(scope: Scope, again: boolean): Promise<void> {
    const name = nameOf(scope);
    running.get(name)?.abort();
    const control = new AbortController();
    running.set(name, control);
    const before = known.get(name)?.items ?? [];
    let items: Item[] = [];
    let pages = 0;
    const tell = (state: ScopeListing<Item>['state'], failure: Failure | null): void => {
      // Until this reading is through, what was known before stays in view.
      const shown = state === 'ready' || items.length >= before.length ? items : before;
      known.set(name, { scope, items: shown, state, failure, pages });
    };
    tell('loading', null);
    try {
      let cursor: string | undefined;
      const told = new Set<string>();
      do {
        const part = read(await page(input(scope, cursor), again));
        if (control.signal.aborted) return;
        items = [...items, ...part.items];
        pages += 1;
        // An endpoint that gives the same token again would page for ever: the list then ends.
        cursor = part.cursor !== undefined && told.has(part.cursor) ? undefined : part.cursor;
        if (cursor !== undefined) told.add(cursor);
        tell(cursor === undefined ? 'ready' : 'loading', null);
      } while (cursor !== undefined);
      if (again) reread.value = { by: self, scope };
    } catch (error) {
      if (!control.signal.aborted) tell('failed', toFailure(error));
    }
  }

  watch(
    () => toValue(scopes).map((scope) => ({ ...scope })),
    (now) => {
      const names = new Set(now.map(nameOf));
      for (const name of [...known.keys()]) {
        if (names.has(name)) continue;
        running.get(name)?.abort();
        known.delete(name);
      }
      for (const scope of now) if (!known.has(nameOf(scope))) void load(scope, false);
    },
    { immediate: true },
  );
  // An act of this feature may have made or removed an item; its pages are stale in the cache by now.
  const made = useActsMade();
  const [feature] = pathOf(procedure);
  watch(
    () => made.of(feature),
    () => toValue(scopes).forEach((scope) => void load(scope, false)),
  );
  // Each scope ends by itself: told at once, or the second of two would hide the first.
  watch(
    reread,
    (one) => {
      if (one && one.by !== self && known.has(nameOf(one.scope))) void load(one.scope, false);
    },
    { flush: 'sync' },
  );
  onScopeDispose(() => running.forEach((control) => control.abort()));

  const listings = computed(() => toValue(scopes).flatMap((scope) => known.get(nameOf(scope)) ?? []));
  const refresh = (scope?: Scope): void => {
    for (const one of scope ? [scope] : toValue(scopes)) void load(one, true);
  };
  return { listings, refresh };
}
