import { FILTER_POLICY } from '../limits.ts';
import { utf8Length } from '../message/bytes.ts';
import type { FilterPolicyScope, ParsedPolicy } from './model.ts';
import { parseFilterPolicy } from './parse.ts';
import { combinations, keyRules, wildcardPoints } from './complexity.ts';

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
