import { computed, type ComputedRef } from 'vue';
import { contract, type Environment, type Profile, type Scope } from '../../electron/contract/index.ts';
import { useRead, type Read } from '../api/query.ts';
import type { OutputOf } from '../api/client.ts';
import { useSettings } from './settings.ts';

/** How a scope is shown: what `EnvironmentChip` takes. */
export interface ScopeLook {
  /** Null until the profiles were read: nothing is said of an environment that is not known. */
  environment: Environment | null;
  /** The word on the chip, such as `prod`; null for the environment's own word. */
  colour: string | null;
}

export interface Workspace {
  /** The scopes in view, in the user's order. */
  scopes: ComputedRef<Scope[]>;
  profiles: ComputedRef<Profile[]>;
  query: Read<OutputOf<typeof contract.profiles.list>>;
  profileOf(scope: Pick<Scope, 'profile'>): Profile | undefined;
  lookOf(scope: Pick<Scope, 'profile'>): ScopeLook;
  /** What stands beside a scope's chip: its region, after the profile's label where another profile in view looks alike. */
  placeOf(scope: Scope): string;
}

export const isSameScope = (a: Scope, b: Scope): boolean => a.profile === b.profile && a.region === b.region;
/** A scope as one text, for keys of maps and lists. */
export const scopeKey = (scope: Scope): string => `${scope.profile}/${scope.region}`;

/** The profiles and regions in view; scopes of a profile that is gone stay out. */
export function useWorkspace(): Workspace {
  const settings = useSettings();
  const query = useRead(contract.profiles.list, {}, { staleTime: 60_000 });
  const profiles = computed(() => query.data.value?.profiles ?? []);
  const byName = computed(() => new Map(profiles.value.map((profile) => [profile.name, profile])));
  const profileOf = (scope: Pick<Scope, 'profile'>): Profile | undefined => byName.value.get(scope.profile);
  const scopes = computed(() =>
    settings.saved.workspace.filter((scope) => byName.value.size === 0 || profileOf(scope)),
  );
  const lookOf = (scope: Pick<Scope, 'profile'>): ScopeLook => {
    const profile = profileOf(scope);
    const unknown = query.data.value ? 'other' : null;
    return { environment: profile?.environment ?? unknown, colour: profile?.colour ?? null };
  };
  const alike = computed(() => {
    const counts = new Map<Environment, number>();
    for (const profile of new Set(scopes.value.flatMap((scope) => profileOf(scope) ?? [])))
      counts.set(profile.environment, (counts.get(profile.environment) ?? 0) + 1);
    return counts;
  });
  const placeOf = (scope: Scope): string => {
    const profile = profileOf(scope);
    return profile && (alike.value.get(profile.environment) ?? 0) > 1
      ? `${profile.label}, ${scope.region}`
      : scope.region;
  };
  return { scopes, profiles, query, profileOf, lookOf, placeOf };
}
