import { computed, type ComputedRef } from 'vue';
import type { TopicRef } from '../../../electron/contract/index.ts';
import { isFifoName, topicNameOfArn } from '../../../electron/domain/arn.ts';
import type { ScopeListing } from '../../api/scoped-list.ts';
import { useSettings } from '../../stores/settings.ts';
import { scopeKey } from '../../stores/workspace.ts';

/** A topic as a list names it; one that was added by hand may be missing in AWS's own list. */
export interface ListedTopic extends TopicRef {
  added?: boolean;
}

/** The listings with the topics that were added by hand, for scopes that may not be listed and topics of other accounts. */
export function withAdded(
  listings: ComputedRef<ScopeListing<ListedTopic>[]>,
): ComputedRef<ScopeListing<ListedTopic>[]> {
  const settings = useSettings();
  const added = computed(() => {
    const byScope = new Map<string, ListedTopic[]>();
    for (const { scope, url: arn } of settings.saved.added) {
      const name = topicNameOfArn(arn);
      if (name === null) continue;
      const topic = { arn, name, fifo: isFifoName(name), added: true };
      byScope.set(scopeKey(scope), [...(byScope.get(scopeKey(scope)) ?? []), topic]);
    }
    return byScope;
  });
  return computed(() => {
    if (added.value.size === 0) return listings.value;
    return listings.value.map((listing) => {
      const more = added.value.get(scopeKey(listing.scope));
      if (!more) return listing;
      const known = new Set(listing.items.map(({ arn }) => arn));
      return { ...listing, items: [...listing.items, ...more.filter(({ arn }) => !known.has(arn))] };
    });
  });
}
