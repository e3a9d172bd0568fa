import { parseArn } from '../arn.ts';
import { issue } from './issue.ts';
import type { Statement } from './model.ts';
import type { LintFinding } from './lint-finding.ts';

/** Notes for the accounts besides the resource's own, whose own policies count too. */
export function* foreignAccounts({ principals }: Statement, resourceArn: string): Generator<LintFinding> {
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
