import { computed, type ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import type { Environment, Profile, Scope } from '../../../electron/contract/index.ts';
import { useIdentities } from '../../stores/identities.ts';
import { useWorkspace } from '../../stores/workspace.ts';
import { useLists } from '../lists.ts';

/** A profile as the strip tells of it. */
export interface StripProfile {
  profile: Profile;
  /** Its regions in view. */
  regions: readonly string[];
  account: string | null;
  /** The role's own name, without account and path. */
  role: string | null;
}

export interface StripScopes {
  /** The one scope that acts go to here: that of the page, or the only one in view. */
  one: ComputedRef<StripProfile | null>;
  /** Everything in view, by environment. */
  segments: ComputedRef<{ environment: Environment; profiles: StripProfile[]; regions: number }[]>;
}

const environments = ['production', 'staging', 'sandbox', 'other'] as const;

/** Where acts would go from here. */
export function useStripScopes(): StripScopes {
  const route = useRoute();
  const { scopes, profiles, profileOf } = useWorkspace();
  const identities = useIdentities();
  const { accountOf } = useLists();

  function toStrip(profile: Profile, regions: readonly string[]): StripProfile {
    const [region = ''] = regions;
    const identity = identities.of({ profile: profile.name, region })?.identity;
    const role = identity ? identity.role : profile.role;
    return {
      profile,
      regions,
      account: identity?.account || accountOf(profile.name, region) || profile.account,
      role: role?.split('/').at(-1) ?? null,
    };
  }

  const scope = computed((): Scope | undefined => {
    const { profile, region } = route.params;
    if (typeof profile === 'string' && typeof region === 'string') return { profile, region };
    return scopes.value.length === 1 ? scopes.value[0] : undefined;
  });
  const one = computed(() => {
    const profile = scope.value && profileOf(scope.value);
    return scope.value && profile ? toStrip(profile, [scope.value.region]) : null;
  });
  const segments = computed(() =>
    environments.flatMap((environment) => {
      const own = profiles.value
        .filter((profile) => profile.environment === environment)
        .map((profile) =>
          toStrip(
            profile,
            scopes.value.filter((each) => each.profile === profile.name).map(({ region }) => region),
          ),
        )
        .filter(({ regions }) => regions.length > 0);
      const regions = own.reduce((sum, each) => sum + each.regions.length, 0);
      return own.length === 0 ? [] : [{ environment, profiles: own, regions }];
    }),
  );
  return { one, segments };
}
