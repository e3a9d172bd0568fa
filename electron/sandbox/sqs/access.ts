import { evaluateAccessPolicy, parseAccessPolicy } from '../../domain/access-policy/index.ts';
import { SQS } from '../../domain/limits.ts';
import type { Caller } from '../action.ts';
import { AwsError } from '../errors.ts';
import { rootArn } from '../principal.ts';
import { invalidAttributeValue } from './failures.ts';
import type { Queue } from './model.ts';

/** What only the owner's account may do, whatever the policy says. [SQS API: actions without cross-account permission] */
const OWNER_ONLY = new Set([
  'AddPermission',
  'RemovePermission',
  'DeleteQueue',
  'ListQueueTags',
  'SetQueueAttributes',
  'TagQueue',
  'UntagQueue',
]);

/**
 * Fails unless the caller may do `action` (`SendMessage`) on the queue. Callers have no identity policies here: the
 * owner's account may do all that the queue's policy does not deny, others only what it allows. The owner may always
 * change and delete the queue, so that a policy that denies everybody can be undone.
 */
export function requireAccess(queue: Queue, caller: Caller, action: string): void {
  const own = queue.account === caller.account;
  const { policy } = queue.settings;
  if (own && (policy === undefined || OWNER_ONLY.has(action))) return;
  if (!own && OWNER_ONLY.has(action)) throw accessDenied(queue.arn, caller, action);
  const { decision } = evaluateAccessPolicy(policy ?? {}, {
    principal: rootArn(caller),
    action: `sqs:${action}`,
    resource: queue.arn,
    // Loopback is taken for the TLS that it stands in for.
    context: {
      'aws:SecureTransport': 'true',
      'aws:SourceIp': '127.0.0.1',
      'aws:PrincipalAccount': caller.account,
    },
  });
  if (decision === 'explicit-deny') {
    throw accessDenied(queue.arn, caller, action, 'with an explicit deny in a resource-based policy');
  }
  if (!own && decision !== 'allow') throw accessDenied(queue.arn, caller, action);
}

/** Checks a queue policy and gives it parsed. */
export function parseQueuePolicy(text: string): unknown {
  const policy = parseAccessPolicy(text);
  const sound =
    policy !== null &&
    policy.statements.length > 0 &&
    policy.statements.length <= SQS.policyStatements &&
    policy.statements.every(
      ({ effect, principals, actions }) => effect !== null && principals !== null && actions.length > 0,
    );
  if (!sound) throw invalidAttributeValue('Policy');
  return JSON.parse(text);
}

/** AWS's refusal of a caller. */
export function accessDenied(resource: string, caller: Caller, action: string, why?: string): AwsError {
  const name = `sqs:${action.toLowerCase()}`;
  const reason = why ?? `because no resource-based policy allows the ${name} action`;
  return new AwsError(
    'AccessDenied',
    `User: ${rootArn(caller)} is not authorized to perform: ${name} on resource: ${resource} ${reason}`,
    { status: 403 },
  );
}
