import { shallowRef, type Ref, type ShallowRef } from 'vue';
import { contract, type CapturedHit, type CaptureFilter } from '../../../electron/contract/index.ts';
import { useCall, type OutputOf } from '../../api/client.ts';
import { usePagedList, type PagedList } from '../../api/paged-list.ts';
import { useActsMade } from '../../api/query.ts';

type Looked = NonNullable<OutputOf<typeof contract.captures.search>['looked']>;

export interface CapturePages extends PagedList<CapturedHit, CaptureFilter> {
  /** All that the filter means; null until the first answer. */
  count: Readonly<ShallowRef<number | null>>;
  /** How far an expression was asked; null without one. */
  looked: Readonly<ShallowRef<Looked | null>>;
  /** Milliseconds that the search took. */
  took: Readonly<ShallowRef<number | null>>;
}

/** Kept messages, newest first, a page at a time; another filter starts anew. */
export function useCapturePages(wanted: Ref<CaptureFilter>): CapturePages {
  const call = useCall();
  const acts = useActsMade();
  const count = shallowRef<number | null>(null);
  const looked = shallowRef<Looked | null>(null);
  const took = shallowRef<number | null>(null);
  const pages = usePagedList(
    wanted,
    async (filter, cursor, signal) => {
      const page = await call(contract.captures.search, { filter, cursor }, { signal });
      if (!signal.aborted) {
        took.value = page.took;
        looked.value = page.looked;
        if (page.count !== null) count.value = page.count;
      }
      return { items: page.messages, cursor: page.cursor };
    },
    () => acts.of('captures'),
  );
  return { ...pages, count, looked, took };
}
