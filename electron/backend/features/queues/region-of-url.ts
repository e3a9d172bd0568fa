import type { Scope } from '../../../contract/procedure.ts';
import { fail } from '../../failures.ts';

/**
 * The region in a queue URL of AWS, old forms included; null for other endpoints.
 * Source: https://docs.aws.amazon.com/general/latest/gr/sqs-service.html (legacy endpoints)
 */
export function regionOfQueueUrl(queueUrl: string): string | null {
  if (!URL.canParse(queueUrl)) return null;
  const { hostname } = new URL(queueUrl);
  const found =
    /^(?:sqs(?:-fips)?\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|api\.aws)$/.exec(
      hostname,
    );
  if (hostname === 'queue.amazonaws.com') return 'us-east-1';
  return found?.[1] ?? found?.[2] ?? null;
}

/** Refuses a queue of another region at once: AWS would only say that it does not exist. */
export function checkRegion(scope: Scope, queueUrl: string): void {
  const region = regionOfQueueUrl(queueUrl);
  if (region !== null && region !== scope.region) {
    throw fail('WRONG_REGION', `The queue is in ${region}, and ${scope.region} was asked.`, {
      resource: queueUrl,
      profile: scope.profile,
    });
  }
}
