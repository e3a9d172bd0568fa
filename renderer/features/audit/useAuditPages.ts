import type { Ref } from 'vue';
import { contract, type AuditEntry } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { usePagedList, type PagedList } from '../../api/paged-list.ts';

/** What was done, newest first, a page at a time; a new search starts anew. */
export function useAuditPages(text: Ref<string>): PagedList<AuditEntry, string> {
  const call = useCall();
  return usePagedList(text, async (search, cursor, signal) => {
    const page = await call(contract.audit.list, { cursor, text: search.trim() || undefined }, { signal });
    return { items: page.entries, cursor: page.cursor };
  });
}
