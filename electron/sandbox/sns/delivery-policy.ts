/** How often and how fast a failed HTTP delivery is tried again. Delays in seconds. [SNS DG sns-message-delivery-retries] */
export interface RetryPolicy {
  minDelayTarget: number;
  maxDelayTarget: number;
  numRetries: number;
  numMaxDelayRetries: number;
  numNoDelayRetries: number;
  numMinDelayRetries: number;
  backoffFunction: 'arithmetic' | 'exponential' | 'geometric' | 'linear';
}

/** What holds where no policy says otherwise. */
export const DEFAULT_RETRY: RetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

/** Content type of HTTP deliveries where no policy says otherwise. */
export const DEFAULT_CONTENT_TYPE = 'text/plain; charset=UTF-8';

/** The parts of a delivery policy in one form for topics and subscriptions. */
export interface DeliveryPolicy {
  retry: RetryPolicy;
  contentType: string;
  disableOverrides: boolean;
  maxReceivesPerSecond?: number;
}

/** A delivery policy that is not as AWS wants it; the message is what follows `DeliveryPolicy: `. */
export class DeliveryPolicyError extends Error {}

/** Reads the shape of a topic: `{http: {defaultHealthyRetryPolicy, disableSubscriptionOverrides, ...}}`. */
export function parseTopicDeliveryPolicy(text: string | undefined): DeliveryPolicy {
  const http = objectAt(objectAt(parse(text), 'http'), '');
  return toPolicy(
    http,
    {
      retry: 'defaultHealthyRetryPolicy',
      throttle: 'defaultThrottlePolicy',
      request: 'defaultRequestPolicy',
    },
    'http.',
  );
}

/** Reads the shape of a subscription: `{healthyRetryPolicy, throttlePolicy, requestPolicy}`. */
export function parseSubscriptionDeliveryPolicy(text: string | undefined): DeliveryPolicy {
  return toPolicy(
    parse(text),
    { retry: 'healthyRetryPolicy', throttle: 'throttlePolicy', request: 'requestPolicy' },
    '',
  );
}

/** What holds for a subscription: its own policy unless the topic forbids that, else the topic's. */
export function effectiveDeliveryPolicy(
  topic: string | undefined,
  subscription: string | undefined,
): DeliveryPolicy {
  const ofTopic = parseTopicDeliveryPolicy(topic);
  return subscription && !ofTopic.disableOverrides ? parseSubscriptionDeliveryPolicy(subscription) : ofTopic;
}

/** `EffectiveDeliveryPolicy` of a topic. */
export function showTopicDeliveryPolicy(policy: DeliveryPolicy): string {
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: policy.retry,
      disableSubscriptionOverrides: policy.disableOverrides,
      ...(policy.maxReceivesPerSecond && {
        defaultThrottlePolicy: { maxReceivesPerSecond: policy.maxReceivesPerSecond },
      }),
      defaultRequestPolicy: { headerContentType: policy.contentType },
    },
  });
}

/** `EffectiveDeliveryPolicy` of a subscription. */
export function showSubscriptionDeliveryPolicy(policy: DeliveryPolicy): string {
  return JSON.stringify({
    healthyRetryPolicy: policy.retry,
    ...(policy.maxReceivesPerSecond && {
      throttlePolicy: { maxReceivesPerSecond: policy.maxReceivesPerSecond },
    }),
    requestPolicy: { headerContentType: policy.contentType },
  });
}

/** Seconds to wait before each retry: at once, at the least delay, growing, at the greatest. */
export function retryDelays(policy: RetryPolicy): number[] {
  const { numNoDelayRetries: none, numMinDelayRetries: low, numMaxDelayRetries: high } = policy;
  const growing = Math.max(0, policy.numRetries - none - low - high);
  const times = (count: number, seconds: number): number[] => Array.from({ length: count }, () => seconds);
  const middle = Array.from({ length: growing }, (_, step) => backoff(policy, step, growing));
  return [
    ...times(none, 0),
    ...times(low, policy.minDelayTarget),
    ...middle,
    ...times(high, policy.maxDelayTarget),
  ];
}

function backoff(policy: RetryPolicy, step: number, steps: number): number {
  const { minDelayTarget: min, maxDelayTarget: max } = policy;
  const share = steps === 1 ? 1 : step / (steps - 1);
  const curves = {
    linear: share,
    arithmetic: (share * (share + 1)) / 2,
    geometric: share ** 2,
    exponential: (2 ** (10 * share) - 1) / 1023,
  };
  return min + (max - min) * curves[policy.backoffFunction];
}

function toPolicy(
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

function toRetry(from: Record<string, unknown>, path: string): RetryPolicy {
  const number = (name: keyof Omit<RetryPolicy, 'backoffFunction'>, min: number, max: number): number => {
    const value = from[name] ?? DEFAULT_RETRY[name];
    if (typeof value !== 'number' || !Number.isInteger(value))
      throw new DeliveryPolicyError(`${path}.${name} must be an integer`);
    if (value < min) throw new DeliveryPolicyError(`${path}.${name} must be greater than or equal to ${min}`);
    if (value > max) throw new DeliveryPolicyError(`${path}.${name} must be less than or equal to ${max}`);
    return value;
  };
  const numRetries = number('numRetries', 0, 100);
  const maxDelayTarget = number('maxDelayTarget', 1, 3600);
  const backoffFunction = from.backoffFunction ?? DEFAULT_RETRY.backoffFunction;
  if (!isBackoff(backoffFunction)) throw new DeliveryPolicyError(`${path}.backoffFunction is invalid`);
  const policy: RetryPolicy = {
    minDelayTarget: number('minDelayTarget', 1, maxDelayTarget),
    maxDelayTarget,
    numRetries,
    numMaxDelayRetries: number('numMaxDelayRetries', 0, numRetries),
    numNoDelayRetries: number('numNoDelayRetries', 0, numRetries),
    numMinDelayRetries: number('numMinDelayRetries', 0, numRetries),
    backoffFunction,
  };
  if (policy.numMaxDelayRetries + policy.numNoDelayRetries + policy.numMinDelayRetries > numRetries)
    throw new DeliveryPolicyError(
      `${path}.numRetries must be greater than or equal to the sum of its phases`,
    );
  const total = retryDelays(policy).reduce((sum, seconds) => sum + seconds, 0);
  if (total > 3600)
    throw new DeliveryPolicyError(`${path}: the total of all delays must not exceed 3600 seconds`);
  return policy;
}

function isBackoff(value: unknown): value is RetryPolicy['backoffFunction'] {
  return value === 'arithmetic' || value === 'exponential' || value === 'geometric' || value === 'linear';
}

function parse(text: string | undefined): Record<string, unknown> {
  if (!text) return {};
  try {
    return objectAt(JSON.parse(text), '');
  } catch (error) {
    if (error instanceof DeliveryPolicyError) throw error;
    throw new DeliveryPolicyError('failed to parse JSON.');
  }
}

function objectAt(value: unknown, name: string): Record<string, unknown> {
  const at = name === '' ? value : (value as Record<string, unknown>)[name];
  if (at === undefined || at === null) return {};
  if (typeof at !== 'object' || Array.isArray(at))
    throw new DeliveryPolicyError(`${name || 'policy'} must be an object`);
  return at as Record<string, unknown>;
}
