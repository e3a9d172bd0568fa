import { conditionHolds } from './condition.ts';
import type { RequestContext } from './context.ts';
import type { AccessRequest, Principal, Statement } from './model.ts';
import { coversPrincipal, type PrincipalMatch } from './principal.ts';
import type { NotApplying } from './decision.ts';
import { matchesAction, matchesResource } from './match-elements.ts';

/** How a statement's principals take in who asks. */
export function matchPrincipals(
  { principals, notPrincipal }: Statement,
  caller: Principal,
): PrincipalMatch | null {
  if (!principals) return null;
  const matches = principals
    .map((listed) => coversPrincipal(listed, caller))
    .filter((match) => match !== null);
  if (notPrincipal) return matches.length === 0 ? 'everybody' : null;
  return matches.find((match) => match !== 'account') ?? matches[0] ?? null;
}

/** What about a statement keeps it from applying; null when it applies. */
export function whyNot(
  statement: Statement,
  match: PrincipalMatch | null,
  request: AccessRequest,
  version: string,
  context: RequestContext,
): NotApplying | null {
  if (statement.effect === null) return { because: 'effect' };
  if (match === null) return { because: 'principal' };
  if (!matchesAction(statement, request.action)) return { because: 'action' };
  if (!matchesResource(statement, request.resource, version, context)) return { because: 'resource' };
  const failed = statement.conditions.find((condition) => !conditionHolds(condition, version, context));
  return failed ? { because: 'condition', condition: failed } : null;
}
