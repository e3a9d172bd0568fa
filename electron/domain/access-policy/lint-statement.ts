import { parseArn } from '../arn.ts';
import { issue, type PolicyIssue } from './issue.ts';
import type { Statement } from './model.ts';
import { matchesGlob, toGlob } from './glob.ts';
import { isNarrowed, NARROWING } from './narrowing.ts';

/** What a look at a policy found. `error`: AWS refuses it or it does nothing; `warning`: it opens more than it should. */
export interface LintFinding extends PolicyIssue {
  severity: 'error' | 'warning' | 'info';
}

const SOURCES = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
];

/** What is dangerous or without effect in one statement. */
export function* statementFindings(statement: Statement, resourceArn: string): Generator<LintFinding> {
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

function coversResource(pattern: string, resourceArn: string): boolean {
  return pattern.includes('${') || matchesGlob(toGlob(pattern), resourceArn);
}
