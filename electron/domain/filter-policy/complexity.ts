import type { FilterPolicyScope, KeyRule, Rule } from './model.ts';
import type { Condition } from './condition.ts';
import { countStars } from './wildcard.ts';

/** All keys of a policy, those inside `$or` included. */
export function keyRules(rules: readonly Rule[]): KeyRule[] {
  return rules.flatMap((rule) => (rule.kind === 'key' ? [rule] : keyRules(rule.branches.flat())));
}

/** AND multiplies, `$or` adds. */
export function combinations(rules: readonly Rule[], scope: FilterPolicyScope): number {
  return rules.reduce((product, rule) => {
    if (rule.kind === 'or')
      return product * rule.branches.reduce((sum, branch) => sum + combinations(branch, scope), 0);
    return product * rule.size * (scope === 'MessageBody' ? rule.level : 1);
  }, 1);
}

/** Sum of the patterns' points times their number: 1 for one star or `anything-but`, 3 for more stars. */
export function wildcardPoints({ conditions }: KeyRule): number {
  const points = conditions.flatMap(patternPoints);
  return points.reduce((sum, point) => sum + point, 0) * points.length;
}

function patternPoints(condition: Condition): number[] {
  if (condition.operator === 'anything-but-text' && condition.inner === 'wildcard') return [1];
  if (condition.operator !== 'wildcard') return [];
  return [countStars(condition.wildcard) > 1 ? 3 : 1];
}
