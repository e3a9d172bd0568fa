import type { PolicyService } from './measure.ts';
import { issue, type PolicyIssue, unknownElements } from './issue.ts';
import { conditionIssues } from './condition-issues.ts';
import { actionIssues, listIssues, principalIssues } from './element-issues.ts';

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

/** What is wrong with one statement. */
export function* statementIssues(
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
