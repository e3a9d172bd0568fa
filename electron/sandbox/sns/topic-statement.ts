import type { Topic } from './model.ts';
import type { Wrong } from './refusals.ts';

/** Checks one statement of a topic's policy: its elements, whose actions, and that it names this topic alone. */
export function checkStatement(topic: Topic, statement: unknown, wrong: Wrong): void {
  if (typeof statement !== 'object' || statement === null || !('Effect' in statement))
    throw wrong('Policy Error: null');
  if (!('Principal' in statement) && !('NotPrincipal' in statement))
    throw wrong('Policy Error: PrincipalNotFound');
  const actions = 'Action' in statement ? [statement.Action].flat() : [];
  if (!actions.every((action) => action === '*' || /^sns:/i.test(String(action))))
    throw wrong('Policy statement action out of service scope!');
  const resources = 'Resource' in statement ? [statement.Resource].flat() : [topic.arn];
  if (!resources.every((resource) => resource === topic.arn))
    throw wrong('Policy Reason: Policy statement must apply to a single resource');
}
