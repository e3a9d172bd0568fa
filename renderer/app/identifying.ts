import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { computed, watch } from 'vue';
import { contract, type Scope } from '../../electron/contract/index.ts';
import { usePerItem } from '../api/per-item.ts';
import { useFailedAgain, useRead } from '../api/query.ts';
import { toSession, useIdentities } from '../stores/identities.ts';
import { useSettings } from '../stores/settings.ts';
import { scopeKey, useWorkspace } from '../stores/workspace.ts';

/** How often an ending or ended session is looked at again, ms. */
const AGAIN = 20_000;
/** How often the AWS files are looked at, and what other windows were told, ms. Neither calls AWS. */
const NOTICED = 30_000;
/** The SDK renews its sessions in their last five minutes. */
const RENEWAL = 5 * 60_000;

/** Asks once who one is in each profile in view, and notices by itself when a session was renewed elsewhere. */
export function useIdentifying(): void {
  const settings = useSettings();
  const { scopes, profileOf } = useWorkspace();
  const visibility = useDocumentVisibility();
  const identities = useIdentities();
  useRead(contract.profiles.list, {}, { staleTime: 60_000, every: NOTICED });
  useRead(contract.profiles.known, {}, { staleTime: 10_000, every: NOTICED });
  const failedAgain = useFailedAgain();
  /** One scope a profile: who one is does not hang on the region. */
  const firsts = computed((): Scope[] => {
    if (!settings.loaded) return [];
    const first = new Map<string, Scope>();
    for (const scope of scopes.value) if (!first.has(scope.profile)) first.set(scope.profile, scope);
    return [...first.values()];
  });
  usePerItem(firsts, scopeKey, (scope) => {
    const query = useRead(contract.profiles.identify, { scope }, { staleTime: 300_000 });
    watch([query.data, query.failure], ([, failure], [, before]) => {
      identities.refresh();
      if (before && !failure) void failedAgain();
    });
    useIntervalFn(() => {
      const profile = profileOf(scope);
      if (!profile || visibility.value !== 'visible' || query.isLoading.value) return;
      const standing = { identity: query.data.value ?? null, failure: query.failure.value };
      const session = toSession(profile, standing, Date.now());
      const ending = session.kind === 'soon' && session.left < RENEWAL;
      if (session.kind === 'ended' || ending) void query.refetch();
    }, AGAIN);
  });
}
