import { computed, type ComputedRef } from 'vue';
import { isFifoName, queueNameOfUrl } from '../../../electron/domain/arn.ts';
import type { ScopeListing } from '../../api/scoped-list.ts';
import { useSettings } from '../../stores/settings.ts';
import { scopeKey } from '../../stores/workspace.ts';
import type { ListedQueue } from './queue-rows.ts';

/** The listings with the queues that were added by hand, for scopes that may not be listed and queues of other accounts. */
export function withAdded(
  listings: ComputedRef<ScopeListing<ListedQueue>[]>,
): ComputedRef<ScopeListing<ListedQueue>[]> {
  const settings = useSettings();
  const added = computed(() => {
    const byScope = new Map<string, ListedQueue[]>();
    for (const { scope, url } of settings.saved.added) {
      // Topics are kept there too, by their ARN.
      if (url.startsWith('arn:')) continue;
      const name = queueNameOfUrl(url.replace(/\/+$/, ''));
      const queue = { url, name, fifo: isFifoName(name), added: true };
      byScope.set(scopeKey(scope), [...(byScope.get(scopeKey(scope)) ?? []), queue]);
    }
    return byScope;
  });
  return computed(() => {
    if (added.value.size === 0) return listings.value;
    return listings.value.map((listing) => {
      const more = added.value.get(scopeKey(listing.scope));
      if (!more) return listing;
      const known = new Set(listing.items.map(({ url }) => url));
      return { ...listing, items: [...listing.items, ...more.filter(({ url }) => !known.has(url))] };
    });
  });
}
