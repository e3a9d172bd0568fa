import type { Caller } from '../action.ts';
import { AwsError } from '../errors.ts';
import { invalidAttributeValue } from './failures.ts';
import type { Queue } from './model.ts';

/** Fails unless the caller may do `action` (`SendMessage`) on the queue. */
export function requireAccess(queue: Queue, caller: Caller, action: string): void {
  if (queue.account === caller.account && queue.settings.policy === undefined) return;
  if (queue.account === caller.account) return;
  throw accessDenied(queue.arn, caller, action);
}

/** Checks a queue policy and gives it parsed. */
export function parseQueuePolicy(text: string): unknown {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === 'object' && policy !== null && 'Statement' in policy) return policy;
  } catch {
    // Told below, as AWS does: without the reason.
  }
  throw invalidAttributeValue('Policy');
}

/** AWS's refusal of a caller. */
export function accessDenied(resource: string, caller: Caller, action: string): AwsError {
  const name = `sqs:${action.toLowerCase()}`;
  return new AwsError(
    'AccessDenied',
    `User: arn:aws:iam::${caller.account}:root is not authorized to perform: ${name} on resource: ${resource} because no resource-based policy allows the ${name} action`,
    { status: 403 },
  );
}
