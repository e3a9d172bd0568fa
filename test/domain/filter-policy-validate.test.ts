import { describe, expect, it } from 'vitest';
import { measureFilterPolicy, validateFilterPolicy } from '../../electron/domain/filter-policy/index.ts';
import { type ValidateVector, filterPolicies, policyOf } from './vectors/vectors.ts';

const check = (vector: ValidateVector) => {
  const verdict = validateFilterPolicy(policyOf(vector), vector.scope);
  expect({ valid: verdict.valid, reason: vector.reason && verdict.reason }).toEqual({
    valid: vector.valid,
    reason: vector.reason,
  });
};

describe("AWS's verdict about a filter policy", () => {
  it.each(filterPolicies.validate)('$id', check);
});

describe('verdicts where sources disagree: the recommended reading', () => {
  it.each(filterPolicies.disputed.validate)('$id', check);
});

describe('policies that deliver something', () => {
  it.each(filterPolicies.match)('are read without a fault: $id', (vector) => {
    expect(validateFilterPolicy(policyOf(vector), vector.scope).faults).toEqual([]);
  });
});

describe('places', () => {
  it('a fault names its line, its column and its span', () => {
    const text = '{\n  "a": ["x"],\n  "b": [{"prefix": 1}]\n}';
    const { faults } = validateFilterPolicy(text, 'MessageBody');
    expect(faults).toEqual([
      {
        reason: 'prefix match pattern must be a string',
        place: { offset: text.indexOf('1}'), length: 1, line: 3, column: 20 },
      },
    ]);
  });

  it('all faults are told, the first one being what AWS says', () => {
    const { reason, faults } = validateFilterPolicy('{"a":[],"b":"x","c":[{"nope":1}]}', 'MessageBody');
    expect(reason).toBe('Empty arrays are not allowed');
    expect(faults.map((fault) => fault.reason)).toEqual([
      'Empty arrays are not allowed',
      '"b" must be an object or an array',
      'Unrecognized match type nope',
    ]);
  });

  it('broken JSON has a place too', () => {
    const { faults } = validateFilterPolicy('{"a":["x"],}', 'MessageBody');
    expect(faults[0]?.place).toMatchObject({ line: 1, offset: 11 });
  });

  it('a repeated key is a warning, and its last value counts', () => {
    const verdict = validateFilterPolicy('{"a":["x"],"a":["y"]}', 'MessageBody');
    expect(verdict.valid).toBe(true);
    expect(verdict.warnings[0]?.place?.offset).toBe(11);
  });

  it('an "$or" that is none is a warning', () => {
    expect(validateFilterPolicy({ $or: ['a', 'b'] }, 'MessageBody').warnings).toHaveLength(1);
    expect(validateFilterPolicy({ $or: [{ a: ['x'] }, { b: ['y'] }] }, 'MessageBody').warnings).toEqual([]);
  });
});

describe('meters', () => {
  const combinations = (policy: object, scope: 'MessageBody' | 'MessageAttributes') =>
    measureFilterPolicy(policy, scope).combinations.used;

  it("count the guide's examples", () => {
    expect(combinations({ a: [1, 2, 3], b: [1], c: [1, 2] }, 'MessageAttributes')).toBe(6);
    const nested = { key_a: { key_b: { key_c: [1, 2, 3, 4] } }, key_d: { key_e: [1, 2, 3] } };
    expect(combinations(nested, 'MessageBody')).toBe(72);
    const source = { source: ['a', 'b', 'c'] };
    const or = {
      ...source,
      $or: [
        { metricName: [1, 2, 3, 4, 5, 6] },
        { metricType: [1, 2, 3, 4], $or: [{ metricId: [1, 2, 3, 4] }, { spaceId: [1, 2, 3, 4, 5, 6, 7] }] },
      ],
    };
    expect(combinations(or, 'MessageAttributes')).toBe(150);
  });

  it('count keys once, by path, and those at the top level', () => {
    const policy = { a: { x: [1], y: [1] }, $or: [{ b: [1] }, { b: [2], c: [1] }] };
    const { keys, topLevelKeys } = measureFilterPolicy(policy, 'MessageBody');
    expect([keys.used, topLevelKeys]).toEqual([4, 3]);
  });

  it('count wildcard points by field', () => {
    const points = (policy: object) => measureFilterPolicy(policy, 'MessageBody').wildcardPoints.used;
    expect(points({ a: [{ wildcard: '*.txt' }, { wildcard: 'log*' }] })).toBe(4);
    expect(
      points({ a: [{ wildcard: 'a*b*c' }], b: [{ 'anything-but': { wildcard: '*x*' } }, 'plain'] }),
    ).toBe(4);
    expect(points({ a: [{ wildcard: 'no star' }, 'x*'] })).toBe(1);
  });

  it('count bytes of the text', () => {
    expect(measureFilterPolicy('{"é":["東"]}', 'MessageBody').size.used).toBe(14);
    const large = JSON.stringify({ a: ['x'.repeat(262_144)] });
    expect(validateFilterPolicy(large, 'MessageBody').reason).toBe(
      'Filter policy can not be larger than 256 KB',
    );
  });
});
