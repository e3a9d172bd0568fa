import { fail } from '../../../failures.ts';
import type { CapturePolicies } from '../../../store/captures-policy.ts';

/**
 * Parking keeps bodies on the disk until they are restored or deleted, whatever the profile's policy says of captures: where that
 * does not keep bodies, it has to be asked for.
 * @throws CONFLICT, with the field that says yes
 */
export function checkParking(policies: CapturePolicies, profile: string, onDisk: boolean): void {
  if (onDisk || policies.get(profile).mode === 'keep') return;
  throw fail(
    'CONFLICT',
    `Messages of profile ${profile} are not kept on this disk. Parked ones would be, until they are restored or deleted: say so to go on.`,
    { profile, field: 'onDisk' },
  );
}
