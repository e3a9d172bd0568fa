import type { RequestContext } from './context.ts';
import type { PolicyCondition } from './model.ts';
import { type Operator, type PolicyValue, operatorOf } from './operators.ts';
import { expandVariables } from './variables.ts';

/** An operator's name in its parts: `ForAnyValue:StringLikeIfExists`. */
export interface OperatorName {
  set: 'ForAnyValue' | 'ForAllValues' | null;
  base: string;
  ifExists: boolean;
}

/** Takes an operator's name apart; null when IAM has no such operator. */
export function parseOperator(name: string): OperatorName | null {
  const [, set, rest = ''] = /^(?:(ForAnyValue|ForAllValues):)?(.+)$/.exec(name) ?? [];
  const ifExists = rest.endsWith('IfExists');
  const base = ifExists ? rest.slice(0, -'IfExists'.length) : rest;
  if (base === 'Null' ? ifExists || set !== undefined : !operatorOf(base)) return null;
  return { set: set === 'ForAnyValue' || set === 'ForAllValues' ? set : null, base, ifExists };
}

/** Does one condition of a statement hold? An unknown operator never does. [IAM UG condition operators] */
export function conditionHolds(
  condition: PolicyCondition,
  version: string,
  context: RequestContext,
): boolean {
  const name = parseOperator(condition.operator);
  if (!name) return false;
  const values = context.get(condition.key.toLowerCase());
  if (name.base === 'Null') {
    return condition.values.some((value) => (value.toLowerCase() === 'true') === (values === undefined));
  }
  const operator = operatorOf(name.base);
  if (!operator) return false;
  if (values === undefined || values.length === 0) {
    if (name.set === 'ForAllValues' || name.ifExists) return true;
    return name.set === null && operator.negated;
  }
  const patterns = condition.values.flatMap((text) => {
    const glob = expandVariables(text, version, context);
    return glob ? [{ text, glob }] : [];
  });
  const holds = (value: string): boolean => holdsFor(value, operator, patterns);
  if (name.set === 'ForAllValues') return values.every(holds);
  if (name.set === 'ForAnyValue') return values.some(holds);
  return operator.negated ? values.every(holds) : values.some(holds);
}

function holdsFor(value: string, operator: Operator, patterns: readonly PolicyValue[]): boolean {
  return patterns.some((pattern) => operator.matches(value, pattern)) !== operator.negated;
}
