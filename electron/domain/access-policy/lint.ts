import { parseArn } from '../arn.ts';
import { parseOperator } from './condition.ts';
import { type PolicyIssue, inspectPolicy, issue } from './issues.ts';
import { measureAccessPolicy } from './measure.ts';
import type { PolicyCondition, Statement } from './model.ts';
import { operatorOf } from './operators.ts';
import { overLimits } from './validate.ts';
import { matchesGlob, toGlob } from './glob.ts';

/** What a look at a policy found. `error`: AWS refuses it or it does nothing; `warning`: it opens more than it should. */
export interface LintFinding extends PolicyIssue {
  severity: 'error' | 'warning' | 'info';
}

/** Keys that tie an open statement to somebody. */
const NARROWING = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
  'aws:sourceip',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:userid',
  'aws:username',
];
const SOURCES = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
];

/** Looks for what is dangerous, useless or refused in the policy (value or text) of this queue or topic. */
export function lintAccessPolicy(policy: unknown, resourceArn: string): LintFinding[] {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  if (text === undefined || text === '') return [];
  const service = parseArn(resourceArn)?.service === 'sns' ? 'sns' : 'sqs';
  const inspected = inspectPolicy(text, service);
  const errors = [...inspected.issues];
  if (inspected.policy) errors.push(...overLimits(measureAccessPolicy(inspected.policy, text, service)));
  const findings: LintFinding[] = errors.map((found) => ({ ...found, severity: 'error' }));
  for (const statement of inspected.policy?.statements ?? []) {
    findings.push(
      ...statementFindings(statement, resourceArn).map((found) => ({ ...found, statement: statement.index })),
    );
  }
  if (inspected.policy && inspected.policy.version < '2012-10-17' && text.includes('${')) {
    const found = issue('variables-not-known', 'Policy variables are plain text before version 2012-10-17.');
    findings.push({ ...found, severity: 'warning' });
  }
  return findings;
}

function* statementFindings(statement: Statement, resourceArn: string): Generator<LintFinding> {
  if (
    !statement.notResource &&
    !statement.resources.some((pattern) => coversResource(pattern, resourceArn))
  ) {
    const text = 'The statement names another resource: it does nothing here.';
    yield { ...issue('other-resource', text), severity: 'warning' };
  }
  if (statement.effect !== 'Allow') return;
  const everybody = statement.principals?.some(({ kind, name }) => kind === 'AWS' && name === '*') === true;
  if (statement.notPrincipal) {
    const text = 'Allow with NotPrincipal opens it to everybody else in the world.';
    yield { ...issue('allow-not-principal', text), severity: 'warning' };
  } else if (everybody && !isNarrowed(statement.conditions, NARROWING)) {
    const text =
      'Anybody in the world may do this: no condition ties it to an account, organisation or source.';
    yield { ...issue('public', text), severity: 'warning' };
  }
  for (const { kind, name } of statement.principals ?? []) {
    if (kind !== 'Service' || isNarrowed(statement.conditions, SOURCES)) continue;
    const text = `${name} may act for anybody's resource: add aws:SourceArn or aws:SourceAccount.`;
    yield { ...issue('service-without-source', text, { service: name }), severity: 'warning' };
  }
  if (statement.notAction) {
    const text = 'Allow with NotAction also allows what AWS adds later.';
    yield { ...issue('allow-not-action', text), severity: 'warning' };
  } else if (statement.actions.some((action) => /^(\*|(sqs|sns):\*)$/i.test(action))) {
    yield { ...issue('all-actions', 'Every action is allowed.'), severity: everybody ? 'warning' : 'info' };
  }
  yield* foreignAccounts(statement, resourceArn);
}

function* foreignAccounts({ principals }: Statement, resourceArn: string): Generator<LintFinding> {
  const own = parseArn(resourceArn)?.account;
  const accounts = (principals ?? []).flatMap(({ kind, name }) => {
    if (kind !== 'AWS') return [];
    return /^\d{12}$/.test(name) ? [name] : (parseArn(name)?.account ?? []);
  });
  for (const account of new Set(accounts)) {
    if (account === own || account === '') continue;
    const text = `Account ${account} is another one: its own policies have to allow it too.`;
    yield { ...issue('other-account', text, { account }), severity: 'info' };
  }
}

/** Does a condition on one of these keys admit fewer callers? Negated, optional and match-all conditions do not. */
function isNarrowed(conditions: readonly PolicyCondition[], keys: readonly string[]): boolean {
  return conditions.some(({ operator, key, values }) => {
    const name = parseOperator(operator);
    if (!name || name.ifExists || name.set === 'ForAllValues' || name.base === 'Null') return false;
    if (operatorOf(name.base)?.negated !== false || !keys.includes(key.toLowerCase())) return false;
    return values.length > 0 && values.every((value) => !isMatchAll(value));
  });
}

function isMatchAll(value: string): boolean {
  return /^[*:?]+$/.test(value) || /^arn:\*(:\*)*$/.test(value) || value === '0.0.0.0/0' || value === '::/0';
}

function coversResource(pattern: string, resourceArn: string): boolean {
  return pattern.includes('${') || matchesGlob(toGlob(pattern), resourceArn);
}
