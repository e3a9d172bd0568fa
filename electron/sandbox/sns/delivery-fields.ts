import type { RetryPolicy } from './retry-policy.ts';
import { DeliveryPolicyError, objectAt } from './delivery-policy-json.ts';
import { toRetry } from './retry-fields.ts';

/** Content type of HTTP deliveries where no policy says otherwise. */
export const DEFAULT_CONTENT_TYPE = 'text/plain; charset=UTF-8';

/** The parts of a delivery policy in one form for topics and subscriptions. */
export interface DeliveryPolicy {
  retry: RetryPolicy;
  contentType: string;
  disableOverrides: boolean;
  maxReceivesPerSecond?: number;
}

/**
 * Reads a delivery policy by the names that its parts have in topics or subscriptions; `path` stands before
 * faults.
 */
export function toPolicy(
  from: Record<string, unknown>,
  names: { retry: string; throttle: string; request: string },
  path: string,
): DeliveryPolicy {
  const throttle = objectAt(from, names.throttle).maxReceivesPerSecond;
  const contentType = objectAt(from, names.request).headerContentType;
  if (throttle !== undefined && throttle !== null && !(Number.isInteger(throttle) && Number(throttle) >= 1))
    throw new DeliveryPolicyError(
      `${path}${names.throttle}.maxReceivesPerSecond must be greater than or equal to 1`,
    );
  return {
    retry: toRetry(objectAt(from, names.retry), `${path}${names.retry}`),
    contentType: typeof contentType === 'string' ? contentType : DEFAULT_CONTENT_TYPE,
    disableOverrides: from.disableSubscriptionOverrides === true,
    ...(typeof throttle === 'number' && { maxReceivesPerSecond: throttle }),
  };
}
