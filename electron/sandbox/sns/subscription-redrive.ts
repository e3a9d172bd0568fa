import { parseArn } from '../../domain/arn.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Wrong } from './refusals.ts';

/** ARN of the queue that takes what cannot be delivered; undefined where none was named. */
export function deadLetterArnOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const policy = attributes.get('RedrivePolicy');
  return policy ? targetOf(policy) : undefined;
}

/**
 * Checks a RedrivePolicy: its queue stands in the topic's region and the owner's account, and is FIFO where it
 * must be.
 */
export function checkRedrivePolicy(
  topic: Topic,
  { endpoint, owner }: Pick<Subscription, 'endpoint' | 'owner'>,
  value: string,
  wrong: Wrong,
): void {
  if (value === '') return;
  let target: string | undefined;
  try {
    target = targetOf(value);
  } catch {
    throw wrong('RedrivePolicy: failed to parse JSON.');
  }
  const arn = parseArn(target ?? '');
  if (arn?.service !== 'sqs') throw wrong('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  if (arn.region !== topic.region)
    throw wrong('RedrivePolicy: deadLetterTargetArn must be in the same region');
  if (arn.account !== owner) throw wrong('RedrivePolicy: deadLetterTargetArn must be in the same account');
  if (topic.fifo && endpoint.endsWith('.fifo') && !arn.resource.endsWith('.fifo'))
    throw wrong('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
}

function targetOf(policy: string): string | undefined {
  const parsed: unknown = JSON.parse(policy);
  const target =
    typeof parsed === 'object' && parsed !== null && 'deadLetterTargetArn' in parsed
      ? parsed.deadLetterTargetArn
      : undefined;
  return typeof target === 'string' ? target : undefined;
}
