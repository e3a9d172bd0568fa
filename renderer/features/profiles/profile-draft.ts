import type { Profile } from '../../../electron/contract/index.ts';

/** What one may change of a profile. */
export type ProfileDraft = Pick<
  Profile,
  'label' | 'environment' | 'colour' | 'guard' | 'mayPeek' | 'regions'
>;

export const toDraft = ({ label, environment, colour, guard, mayPeek, regions }: Profile): ProfileDraft => ({
  label,
  environment,
  colour,
  guard,
  mayPeek,
  regions: [...regions],
});

/** Only the fields that differ from what is saved. */
export function toChange(profile: Profile, draft: ProfileDraft): Partial<ProfileDraft> {
  const change: Partial<ProfileDraft> = {};
  if (draft.label.trim() !== profile.label) change.label = draft.label.trim();
  if (draft.environment !== profile.environment) change.environment = draft.environment;
  if (draft.colour !== profile.colour) change.colour = draft.colour;
  if (draft.guard !== profile.guard) change.guard = draft.guard;
  if (draft.mayPeek !== profile.mayPeek) change.mayPeek = draft.mayPeek;
  if (draft.regions.join(' ') !== profile.regions.join(' ')) change.regions = [...draft.regions];
  return change;
}
