import type { Effect } from '../contract/procedure.ts';
import type { Profile } from '../contract/profiles.ts';
import { fail } from './failures.ts';

/** What the guard needs to know of a call. */
export interface GuardedCall {
  effect: Effect;
  /** The resource's URL, ARN or name; undefined when the procedure names none. */
  resource: string | undefined;
  confirmation: string | undefined;
}

/** What has to be typed to confirm: the resource's name, else the profile's. */
export function confirmationOf(profile: Profile, resource: string | undefined): string {
  // The last segment of a queue URL or of an ARN.
  return resource?.split(/[/:]/).at(-1) || profile.name;
}

/** Lets a call pass or throws READ_ONLY_PROFILE or CONFIRMATION_NEEDED: the effect and the profile's guard alone decide. */
export function checkGuard(profile: Profile, { effect, resource, confirmation }: GuardedCall): void {
  if (effect === 'read' || profile.guard === 'open') return;
  if (profile.guard === 'read-only') {
    if (effect === 'look' && profile.mayPeek) return;
    throw fail('READ_ONLY_PROFILE', `Profile ${profile.name} is guarded as read-only.`, {
      profile: profile.name,
      resource,
    });
  }
  const expected = confirmationOf(profile, resource);
  if (confirmation === expected) return;
  const question =
    confirmation === undefined ? 'Repeat the call with' : 'The confirmation does not fit; it should be';
  throw fail(
    'CONFIRMATION_NEEDED',
    `Profile ${profile.name} is guarded. ${question} ${JSON.stringify(expected)}.`,
    {
      profile: profile.name,
      resource,
      confirmation: expected,
    },
  );
}
