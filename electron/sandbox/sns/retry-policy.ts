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
