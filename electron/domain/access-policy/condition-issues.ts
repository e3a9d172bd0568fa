import { parseOperator } from './condition.ts';
import { isRecord } from './parse-statement.ts';
import { issue, type PolicyIssue } from './issue.ts';

/** What is wrong with a statement's Condition. */
export function* conditionIssues(condition: unknown): Generator<PolicyIssue> {
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

function isValueList(value: unknown): boolean {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.length > 0 && items.every((item) => ['string', 'number', 'boolean'].includes(typeof item));
}
