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

describe('work for one message', () => {
  const list = (count: number, of: (i: number) => object) => Array.from({ length: count }, (_, i) => of(i));

  it('stays small when long lists have to agree on an element and none does', () => {
    const policy = { d: { a: [1], b: [1] }, e: { a: [1], b: [1] } };
    const agreeing = list(1500, () => ({ a: 1, b: 1 }));
    const apart = list(1500, (i) => (i % 2 === 0 ? { a: 1 } : { b: 1 }));
    const accepts = compileFilterPolicy(policy, 'MessageBody');
    const started = performance.now();
    expect(accepts({ body: { d: agreeing, e: apart } })).toBe(false);
    expect(accepts({ body: { d: agreeing, e: agreeing } })).toBe(true);
    // Every pair of both lists would be billions of steps, each pair of one list a few million.
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('stays small under alternatives in a row', () => {
    const or = (depth: number): object => ({ [`k${depth}`]: ['x'], $or: [{ a: ['x'] }, { b: ['x'] }] });
    const nested = list(24, () => ({})).reduce((inner: object, _, i) => ({ ...or(i), [`n${i}`]: inner }), {
      z: ['no'],
    });
    const accepts = compileFilterPolicy(nested, 'MessageBody');
    const body = list(24, () => ({})).reduce(
      (inner: object, _, i) => ({ [`k${i}`]: 'x', a: 'x', b: 'x', [`n${i}`]: inner }),
      { z: 'yes' },
    );
    expect(accepts({ body })).toBe(false);
  });

  it('is bounded for nesting beyond what AWS reads', () => {
    const deep = `{"a":${'['.repeat(200_000)}"x"${']'.repeat(200_000)}}`;
    expect(matchFilterPolicy({ a: ['x'] }, 'MessageBody', { raw: deep })).toBe(false);
    expect(
      matchFilterPolicy({ a: ['x'] }, 'MessageBody', {
        raw: `{"a":${'['.repeat(500)}"x"${']'.repeat(500)}}`,
      }),
    ).toBe(true);
  });

  it('keeps numbers that a double would not', () => {
    const accepts = compileFilterPolicy('{"id":[12345678901234567890]}', 'MessageBody');
    expect(accepts({ raw: '{"id":12345678901234567890}' })).toBe(true);
    expect(accepts({ raw: '{"id":12345678901234567891}' })).toBe(false);
    expect(accepts({ raw: '{"id":1.2345678901234567890e19}' })).toBe(true);
  });
});
