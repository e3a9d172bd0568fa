import { parseArn } from '../arn.ts';
import { conditionHolds } from './condition.ts';
import { type RequestContext, toContext } from './context.ts';
import { matchesGlob, toGlob, toLowerCase } from './glob.ts';
import type { AccessRequest, PolicyCondition, Principal, Statement } from './model.ts';
import { parseAccessPolicy } from './parse.ts';
import { type PrincipalMatch, accountOf, coversPrincipal, toPrincipal } from './principal.ts';
import { expandVariables } from './variables.ts';

/** Which statement is meant: its place in the policy, and its Sid if it has one. */
export interface StatementRef {
  index: number;
  sid: string | null;
}

/** Why a statement does not apply to a request. */
export type NotApplying =
  | { because: 'effect' | 'principal' | 'action' | 'resource' }
  | { because: 'condition'; condition: PolicyCondition };

/** What one statement says about a request. */
export interface StatementResult extends StatementRef {
  effect: Statement['effect'];
  applies: boolean;
  /** Absent when it applies. */
  why?: NotApplying;
}

/** A resource policy's decision. Identity policies, SCPs, boundaries and endpoint policies are not seen here. */
export interface AccessDecision {
  decision: 'allow' | 'implicit-deny' | 'explicit-deny';
  /** The statement that decides; absent when none applies. */
  statement?: StatementRef;
  /** An allow that is not enough by itself: the caller's own policy has to allow too. */
  needs?: 'identity-policy';
  statements: StatementResult[];
  /** The policy could not be read: then nothing is allowed. */
  unreadable?: boolean;
}

/** Batch calls are judged as the single call. [SQS API AddPermission] */
const SINGLE: Readonly<Record<string, string>> = {
  'sqs:sendmessagebatch': 'sqs:sendmessage',
  'sqs:deletemessagebatch': 'sqs:deletemessage',
  'sqs:changemessagevisibilitybatch': 'sqs:changemessagevisibility',
  'sns:publishbatch': 'sns:publish',
};

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

function matchPrincipals({ principals, notPrincipal }: Statement, caller: Principal): PrincipalMatch | null {
  if (!principals) return null;
  const matches = principals
    .map((listed) => coversPrincipal(listed, caller))
    .filter((match) => match !== null);
  if (notPrincipal) return matches.length === 0 ? 'everybody' : null;
  return matches.find((match) => match !== 'account') ?? matches[0] ?? null;
}

function whyNot(
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

function matchesAction({ actions, notAction }: Statement, action: string): boolean {
  const lower = action.toLowerCase();
  const asked = SINGLE[lower] ?? lower;
  const listed = actions.some((pattern) => matchesGlob(toLowerCase(toGlob(pattern)), asked));
  return actions.length > 0 && listed !== notAction;
}

function matchesResource(
  { resources, notResource }: Statement,
  resource: string,
  version: string,
  context: RequestContext,
): boolean {
  const listed = resources.some((pattern) => {
    const glob = expandVariables(pattern, version, context);
    return glob !== null && matchesGlob(glob, resource);
  });
  return resources.length > 0 && listed !== notResource;
}
