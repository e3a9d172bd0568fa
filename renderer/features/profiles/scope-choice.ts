import type { Profile, Scope } from '../../../electron/contract/index.ts';
import { regionName } from '../../../electron/domain/regions.ts';

const has = (scopes: readonly Scope[], scope: Scope): boolean =>
  scopes.some(({ profile, region }) => profile === scope.profile && region === scope.region);

/** The workspace with one region of a profile in or out of view. */
export const withRegion = (scopes: readonly Scope[], scope: Scope, on: boolean): Scope[] => {
  const others = scopes.filter(({ profile, region }) => profile !== scope.profile || region !== scope.region);
  return on ? [...others, scope] : others;
};

/** The workspace with all regions of a profile in view, or none. */
export const withProfile = (scopes: readonly Scope[], profile: Profile, on: boolean): Scope[] => {
  const others = scopes.filter((scope) => scope.profile !== profile.name);
  return on ? [...others, ...profile.regions.map((region) => ({ profile: profile.name, region }))] : others;
};

/** Whether all, some or none of a profile is in view. */
export function shareInView(scopes: readonly Scope[], profile: Profile): 'all' | 'some' | 'none' {
  const count = profile.regions.filter((region) => has(scopes, { profile: profile.name, region })).length;
  if (count === 0) return scopes.some((scope) => scope.profile === profile.name) ? 'some' : 'none';
  return count === profile.regions.length ? 'all' : 'some';
}

/** Profiles that hold every word typed in name, label, account, role, endpoint, environment or a region. */
export function filterProfiles(
  profiles: readonly Profile[],
  typed: string,
  accountOf: (profile: Profile) => string | null = ({ account }) => account,
): Profile[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return profiles.filter((profile) => {
    const { name, label, endpoint, role, environment, regions } = profile;
    const places = regions.flatMap((region) => [region, regionName(region)]);
    const text = [name, label, endpoint, role, environment, accountOf(profile), ...places]
      .filter(Boolean)
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
