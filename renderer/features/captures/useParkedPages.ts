import { shallowRef, type Ref, type ShallowRef } from 'vue';
import { contract, type ParkedFilter, type ParkedHit } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { usePagedList, type PagedList } from '../../api/paged-list.ts';
import { useActsMade } from '../../api/query.ts';

export interface ParkedPages extends PagedList<ParkedHit, ParkedFilter> {
  /** All that the filter means; null until the first answer. */
  count: Readonly<ShallowRef<number | null>>;
}

/** Parked messages, parked last first, a page at a time; another filter, an act, or `again` starts anew. */
export function useParkedPages(wanted: Ref<ParkedFilter>, again: () => unknown): ParkedPages {
  const call = useCall();
  const acts = useActsMade();
  const count = shallowRef<number | null>(null);
  const pages = usePagedList(
    wanted,
    async (filter, cursor, signal) => {
      const page = await call(contract.redrives.parked, { filter, cursor }, { signal });
      if (!signal.aborted && page.count !== null) count.value = page.count;
      return { items: page.messages, cursor: page.cursor };
    },
    () => JSON.stringify([acts.of('redrives'), again()]),
  );
  return { ...pages, count };
}
