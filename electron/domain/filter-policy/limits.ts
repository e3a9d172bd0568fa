import { FILTER_POLICY } from '../limits.ts';
import { utf8Length } from '../message/bytes.ts';
import type { Condition, FilterPolicyScope, KeyRule, ParsedPolicy, Rule } from './model.ts';
import { parseFilterPolicy } from './parse.ts';
import { countStars } from './wildcard.ts';

/** How much of a limit is used. */
export interface Meter {
  used: number;
  limit: number;
}

/** A policy measured against the limits of one filter policy. [SNS DG subscription-filter-policy-constraints] */
export interface PolicyMeasures {
  /** UTF-8 bytes. */
  size: Meter;
  /** Distinct keys that hold a list. */
  keys: Meter;
  /** Keys at the top level: what older editions of the guide count. */
  topLevelKeys: number;
  /** Combinations of values; with nesting, each list counts times its level. */
  combinations: Meter;
  /** Points of wildcard complexity. */
  wildcardPoints: Meter;
}

/** Measures a policy; a broken one is measured as far as it could be read. */
export function measureFilterPolicy(policy: unknown, scope: FilterPolicyScope): PolicyMeasures {
  return measure(parseFilterPolicy(policy), scope);
}

/** {@link measureFilterPolicy} of a policy that was read already. */
export function measure({ text, rules }: ParsedPolicy, scope: FilterPolicyScope): PolicyMeasures {
  const keys = keyRules(rules);
  const topLevel = new Set(
    keys.map(({ path, level }) => (level === 1 ? path : path.slice(0, path.indexOf('.')))),
  );
  return {
    size: { used: utf8Length(text), limit: FILTER_POLICY.size },
    keys: { used: new Set(keys.map(({ path }) => path)).size, limit: FILTER_POLICY.keys },
    topLevelKeys: topLevel.size,
    combinations: {
      used: rules.length === 0 ? 0 : combinations(rules, scope),
      limit: FILTER_POLICY.combinations,
    },
    wildcardPoints: {
      used: keys.reduce((sum, rule) => sum + wildcardPoints(rule), 0),
      limit: FILTER_POLICY.wildcardPoints,
    },
  };
}

/** All keys of a policy, those inside `$or` included. */
export function keyRules(rules: readonly Rule[]): KeyRule[] {
  return rules.flatMap((rule) => (rule.kind === 'key' ? [rule] : keyRules(rule.branches.flat())));
}

/** AND multiplies, `$or` adds. */
function combinations(rules: readonly Rule[], scope: FilterPolicyScope): number {
  return rules.reduce((product, rule) => {
    if (rule.kind === 'or')
      return product * rule.branches.reduce((sum, branch) => sum + combinations(branch, scope), 0);
    return product * rule.size * (scope === 'MessageBody' ? rule.level : 1);
  }, 1);
}

/** Sum of the patterns' points times their number: 1 for one star or `anything-but`, 3 for more stars. */
function wildcardPoints({ conditions }: KeyRule): number {
  const points = conditions.flatMap(patternPoints);
  return points.reduce((sum, point) => sum + point, 0) * points.length;
}

function patternPoints(condition: Condition): number[] {
  if (condition.operator === 'anything-but-text' && condition.inner === 'wildcard') return [1];
  if (condition.operator !== 'wildcard') return [];
  return [countStars(condition.wildcard) > 1 ? 3 : 1];
}
