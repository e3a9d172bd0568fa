import { explainCondition, toTexts } from './explain-condition.ts';
import type { View } from './condition-explanation.ts';
import { asWritten, toFields, wantedPaths } from './fields.ts';
import type { Fields } from './field.ts';
import { isRemoval } from './match.ts';
import type { FilterMessage, FilterPolicyScope, Rule } from './model.ts';
import { parseFilterPolicy } from './parse.ts';
import { planHolds, satisfying, toPlan } from './plan.ts';
import type { Explanation, RuleExplanation } from './explanation.ts';
import { outcome } from './outcome.ts';

/** Tells for every condition whether this message meets it and why; `delivered` is what matchFilterPolicy says. */
export function explainFilterPolicy(
  policy: unknown,
  scope: FilterPolicyScope,
  message: FilterMessage,
): Explanation {
  const parsed = parseFilterPolicy(policy);
  if (isRemoval(parsed)) return outcome(true, 'no-policy', {}, []);
  const fields = toFields(message, scope, wantedPaths(parsed.rules));
  const seen: Fields = 'unfit' in fields ? new Map() : fields;
  const rules = parsed.rules.map((rule) => explainRule(rule, seen, { source: parsed.text, scope }));
  const delivered = !('unfit' in fields) && rules.length > 0 && planHolds(toPlan(parsed.rules), fields);
  const [fault] = parsed.faults;
  if (fault && !delivered) return outcome(false, 'invalid-policy', { reason: fault.reason }, rules);
  if ('unfit' in fields) {
    return outcome(false, fields.unfit, 'name' in fields ? { name: fields.name } : {}, rules);
  }
  if (delivered) return outcome(true, 'all-matched', {}, rules);
  const failed = rules.filter(({ matched }) => !matched);
  if (failed.length === 0) return outcome(false, 'different-elements', {}, rules);
  const keys = failed.map((rule) => (rule.kind === 'key' ? rule.path : '$or')).join(', ');
  return outcome(false, 'not-matched', { keys }, rules);
}

function explainRule(rule: Rule, fields: Fields, view: View): RuleExplanation {
  if (rule.kind === 'or') {
    const branches = rule.branches.map((branch) => ({
      matched: planHolds(toPlan(branch), fields),
      rules: branch.map((inner) => explainRule(inner, fields, view)),
    }));
    return { kind: 'or', matched: branches.some(({ matched }) => matched), branches };
  }
  const scalars = (fields.get(rule.path) ?? []).map(({ scalar }) => scalar);
  const satisfied = satisfying(rule, fields);
  return {
    kind: 'key',
    path: rule.path,
    matched: satisfied === true || satisfied.length > 0,
    values: toTexts(scalars.map((scalar) => asWritten(scalar, view.scope))),
    conditions: rule.conditions.map((condition) => explainCondition(condition, rule.path, scalars, view)),
  };
}
