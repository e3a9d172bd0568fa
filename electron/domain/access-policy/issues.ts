import { parseAccessPolicy } from './parse.ts';
import { isRecord } from './parse-statement.ts';
import type { AccessPolicy } from './model.ts';
import type { PolicyService } from './measure.ts';
import { issue, type PolicyIssue, unknownElements } from './issue.ts';
import { statementIssues } from './statement-issues.ts';

/** A policy that could be read, and what is malformed about it. */
export interface InspectedPolicy {
  policy: AccessPolicy | null;
  issues: PolicyIssue[];
}

const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'];

/** Looks at the grammar of a policy's text. [IAM UG policy grammar] */
export function inspectPolicy(text: string, service: PolicyService): InspectedPolicy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { policy: null, issues: [issue('not-json', `The policy is no JSON: ${detail}`, { detail })] };
  }
  if (!isRecord(value))
    return { policy: null, issues: [issue('not-object', 'The policy is no JSON object.')] };
  return { policy: parseAccessPolicy(value), issues: [...policyIssues(value, service)] };
}

function* policyIssues(policy: Record<string, unknown>, service: PolicyService): Generator<PolicyIssue> {
  yield* unknownElements(policy, POLICY_ELEMENTS);
  const { Version, Statement } = policy;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    yield issue('bad-version', 'Version must be 2012-10-17 or 2008-10-17.', { version: String(Version) });
  }
  if (Statement === undefined) return yield issue('no-statement', 'The policy has no Statement.');
  const statements: unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0) yield issue('no-statement', 'The policy has no Statement.');
  const sids = new Set<string>();
  for (const [index, statement] of statements.entries()) {
    const found = isRecord(statement)
      ? [...statementIssues(statement, service), ...repeatedSid(statement.Sid, sids)]
      : [issue('bad-statement', 'A statement must be an object.')];
    yield* found.map((entry) => ({ ...entry, statement: index }));
  }
}

function* repeatedSid(sid: unknown, sids: Set<string>): Generator<PolicyIssue> {
  if (typeof sid !== 'string' || sid === '') return;
  if (sids.has(sid)) yield issue('repeated-sid', `The Sid "${sid}" stands twice.`, { sid });
  sids.add(sid);
}
