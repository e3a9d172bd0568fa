import { parseArn } from '../arn.ts';
import { toContext } from './context.ts';
import type { AccessRequest, Principal } from './model.ts';
import { parseAccessPolicy } from './parse.ts';
import { accountOf, type PrincipalMatch, toPrincipal } from './principal.ts';
import type { AccessDecision, StatementRef, StatementResult } from './decision.ts';
import { matchPrincipals, whyNot } from './match-statement.ts';

/** May this principal do this? `policy` is a JSON value or its text. [IAM UG policy evaluation logic] */
export function evaluateAccessPolicy(policy: unknown, request: AccessRequest): AccessDecision {
  const parsed = parseAccessPolicy(policy);
  if (!parsed) return { decision: 'implicit-deny', statements: [], unreadable: true };
  const caller = toPrincipal(request.principal);
  const context = toContext(request);
  const results = parsed.statements.map((statement) => {
    const match = matchPrincipals(statement, caller);
    const why = whyNot(statement, match, request, parsed.version, context);
    const { index, sid, effect } = statement;
    return {
      match,
      result: { index, sid, effect, applies: !why, ...(why && { why }) } satisfies StatementResult,
    };
  });
  const statements = results.map(({ result }) => result);
  const deny = statements.find(({ applies, effect }) => applies && effect === 'Deny');
  if (deny) return { decision: 'explicit-deny', statement: toRef(deny), statements };
  const allows = results.filter(({ result }) => result.applies && result.effect === 'Allow');
  const [first] = allows;
  if (!first) return { decision: 'implicit-deny', statements };
  const best = allows.find(({ match }) => match !== 'account') ?? first;
  const needs = needsIdentityPolicy(best.match, caller, request.resource);
  return {
    decision: 'allow',
    statement: toRef(best.result),
    ...(needs && { needs: 'identity-policy' }),
    statements,
  };
}

function toRef({ index, sid }: StatementRef): StatementRef {
  return { index, sid };
}

/** Another account's caller needs both policies, and so does one that is named only through its account. */
function needsIdentityPolicy(match: PrincipalMatch | null, caller: Principal, resource: string): boolean {
  if (caller.kind !== 'AWS' || caller.name === '*') return false;
  const account = accountOf(caller);
  const isRoot = parseArn(caller.name)?.resource === 'root';
  return account !== parseArn(resource)?.account || (match === 'account' && !isRoot);
}
