import { DEFAULT_RETRY, retryDelays, type RetryPolicy } from './retry-policy.ts';
import { DeliveryPolicyError } from './delivery-policy-json.ts';

/** Reads and checks a retry policy; `path` is where it stands, for the error. */
export function toRetry(from: Record<string, unknown>, path: string): RetryPolicy {
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
