import type { ParkedHit, ParkedQueue, QueuePlace } from '../../../electron/contract/index.ts';

/** Tells queues apart over profiles and regions, and stands in the route. */
export const placeKey = ({ scope, queueUrl }: QueuePlace): string =>
  `${scope.profile} ${scope.region} ${queueUrl}`;

/**
 * The one queue that an act on parked messages is about: that of all ticked ones, else the chosen one, else the only one. Null
 * when there are several: each job brings back to one place.
 */
export function actedPlace(
  ticked: readonly ParkedHit[],
  chosen: ParkedQueue | null,
  queues: readonly ParkedQueue[],
): QueuePlace | null {
  const places = ticked.length > 0 ? ticked : chosen ? [chosen] : queues;
  const [first] = places;
  if (!first || places.some((place) => placeKey(place) !== placeKey(first))) return null;
  return { scope: first.scope, queueUrl: first.queueUrl };
}
