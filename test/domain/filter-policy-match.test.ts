import { describe, expect, it } from 'vitest';
import { compileFilterPolicy, matchFilterPolicy } from '../../electron/domain/filter-policy/index.ts';
import { filterPolicies, policyOf } from './vectors/vectors.ts';

describe('delivery under a filter policy', () => {
  it.each(filterPolicies.match)('$id', (vector) => {
    expect(matchFilterPolicy(policyOf(vector), vector.scope, vector.message)).toBe(vector.expect);
  });

  it.each(filterPolicies.match)('the text of the policy decides like its value: $id', (vector) => {
    const text = vector.policy_raw ?? JSON.stringify(vector.policy, null, 2);
    expect(compileFilterPolicy(text, vector.scope)(vector.message)).toBe(vector.expect);
  });
});

describe('delivery where sources disagree: the recommended reading', () => {
  it.each(filterPolicies.disputed.match)('$id', (vector) => {
    expect(matchFilterPolicy(policyOf(vector), vector.scope, vector.message)).toBe(vector.expect);
  });
});
