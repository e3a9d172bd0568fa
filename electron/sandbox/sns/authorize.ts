import { evaluateAccessPolicy } from '../../domain/access-policy/index.ts';
import type { ActionContext } from '../action.ts';
import type { Topic } from './model.ts';
import { rootArn } from '../principal.ts';
import { refused } from './refusals.ts';
import { policyOf } from './topic-policy.ts';

/**
 * Fails unless the caller may do `action` (`SNS:Publish`) on the topic: the topic's own account may do all that its
 * policy does not deny, others only what it allows.
 */
export function authorize(
  { caller }: ActionContext,
  topic: Topic,
  action: string,
  conditions: Record<string, string> = {},
): void {
  const user = rootArn(caller);
  const { decision } = evaluateAccessPolicy(policyOf(topic), {
    principal: user,
    action,
    resource: topic.arn,
    // Loopback stands for the HTTPS that a client would use.
    context: { 'aws:SourceOwner': caller.account, 'aws:SecureTransport': true, ...conditions },
  });
  if (decision === 'allow' || (decision === 'implicit-deny' && caller.account === topic.account)) return;
  const why =
    decision === 'explicit-deny'
      ? 'with an explicit deny in a resource-based policy'
      : `because no resource-based policy allows the ${action} action`;
  throw refused(
    'AuthorizationError',
    `User: ${user} is not authorized to perform: ${action} on resource: ${topic.arn} ${why}`,
    403,
  );
}
