import { parseOperator } from './condition.ts';
import { parseAccessPolicy, isRecord } from './parse.ts';
import type { AccessPolicy } from './model.ts';
import type { PolicyService } from './measure.ts';

/** Something about a policy, in a form that can be worded in any language; `text` is the English. */
export interface PolicyIssue {
  code: string;
  /** Place of the statement, absent when it is about the whole policy. */
  statement?: number;
  params: Readonly<Record<string, string | number>>;
  text: string;
}

/** A policy that could be read, and what is malformed about it. */
export interface InspectedPolicy {
  policy: AccessPolicy | null;
  issues: PolicyIssue[];
}

const POLICY_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

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

function* statementIssues(
  statement: Record<string, unknown>,
  service: PolicyService,
): Generator<PolicyIssue> {
  yield* unknownElements(statement, STATEMENT_ELEMENTS);
  const { Effect, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') yield issue('bad-effect', 'Effect must be Allow or Deny.');
  for (const element of ['Principal', 'Action', 'Resource']) {
    const [plain, not] = [statement[element], statement[`Not${element}`]];
    if (plain === undefined && not === undefined) {
      yield issue('missing-element', `${element} is missing.`, { element });
    } else if (plain !== undefined && not !== undefined) {
      yield issue('both-elements', `${element} and Not${element} exclude each other.`, { element });
    } else if (element === 'Principal') yield* principalIssues(plain ?? not);
    else yield* listIssues(element, plain ?? not);
  }
  yield* actionIssues(statement.Action ?? statement.NotAction, service);
  if (Condition !== undefined) yield* conditionIssues(Condition);
}

function* principalIssues(element: unknown): Generator<PolicyIssue> {
  if (element === '*') return;
  if (!isRecord(element) || Object.keys(element).length === 0) {
    return yield issue('bad-principal', 'A principal is "*" or an object such as {"AWS": "..."}.');
  }
  for (const [kind, names] of Object.entries(element)) {
    if (!PRINCIPAL_KINDS.includes(kind)) {
      yield issue('bad-principal', `"${kind}" is no kind of principal.`, { kind });
    } else if (!isTextList(names))
      yield issue('bad-principal', `${kind} must be a text or a list of texts.`, { kind });
  }
}

function* listIssues(element: string, value: unknown): Generator<PolicyIssue> {
  if (!isTextList(value))
    yield issue('bad-element', `${element} must be a text or a list of texts.`, { element });
}

function* actionIssues(value: unknown, service: PolicyService): Generator<PolicyIssue> {
  const actions: unknown[] = Array.isArray(value) ? value : [value];
  for (const action of actions) {
    if (typeof action !== 'string' || action === '*') continue;
    if (!action.toLowerCase().startsWith(`${service}:`)) {
      yield issue('foreign-action', `"${action}" is no action of this service.`, { action });
    }
  }
}

function* conditionIssues(condition: unknown): Generator<PolicyIssue> {
  if (!isRecord(condition)) return yield issue('bad-condition', 'Condition must be an object.');
  for (const [operator, keys] of Object.entries(condition)) {
    if (!parseOperator(operator)) {
      yield issue('unknown-operator', `"${operator}" is no condition operator.`, { operator });
    } else if (!isRecord(keys)) {
      yield issue('bad-condition', `${operator} must hold an object of keys.`, { operator });
    } else if (!Object.values(keys).every(isValueList)) {
      yield issue('bad-condition', `${operator} must compare with a value or a list of values.`, {
        operator,
      });
    }
  }
}

function* unknownElements(object: Record<string, unknown>, known: readonly string[]): Generator<PolicyIssue> {
  for (const element of Object.keys(object)) {
    if (!known.includes(element))
      yield issue('unknown-element', `"${element}" is no element of a policy.`, { element });
  }
}

function isTextList(value: unknown): boolean {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.length > 0 && items.every((item) => typeof item === 'string' && item !== '');
}

function isValueList(value: unknown): boolean {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.length > 0 && items.every((item) => ['string', 'number', 'boolean'].includes(typeof item));
}

/** Makes an issue. */
export function issue(code: string, text: string, params: PolicyIssue['params'] = {}): PolicyIssue {
  return { code, params, text };
}
