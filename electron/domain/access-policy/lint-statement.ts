import { issue } from './issue.ts';
import type { Statement } from './model.ts';
import { matchesGlob, toGlob } from './glob.ts';
import { isNarrowed, NARROWING } from './narrowing.ts';
import { foreignAccounts } from './foreign-accounts.ts';
import type { LintFinding } from './lint-finding.ts';

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

function coversResource(pattern: string, resourceArn: string): boolean {
  return pattern.includes('${') || matchesGlob(toGlob(pattern), resourceArn);
}
