import { describe, expect, it } from 'vitest';
import { type FilterMessage, explainFilterPolicy } from '../../electron/domain/filter-policy/index.ts';
import { filterPolicies, policyOf } from './vectors/vectors.ts';

describe('an explanation', () => {
  it.each([...filterPolicies.match, ...filterPolicies.disputed.match])(
    'agrees with the delivery: $id',
    (vector) => {
      const { delivered, rules, code } = explainFilterPolicy(policyOf(vector), vector.scope, vector.message);
      expect(delivered).toBe(vector.expect);
      // Whoever reads the rules comes to the same answer.
      const unfit = [
        'no-attributes',
        'invalid-attribute',
        'body-not-object',
        'empty-body',
        'different-elements',
      ];
      if (!unfit.includes(code)) expect(rules.every(({ matched }) => matched)).toBe(vector.expect);
    },
  );

  const body = (policy: unknown, value: unknown) =>
    explainFilterPolicy(policy, 'MessageBody', { body: value });
  const first = (condition: unknown, value: unknown) =>
    body({ k: [condition] }, { k: value, other: 1 }).conditions[0];

  it.each<[unknown, unknown, string, string]>([
    ['rugby', 'rugby', 'met', 'k is "rugby": "rugby".'],
    ['rugby', 'tennis', 'different', 'k is "tennis": not "rugby".'],
    [100, '100', 'wrong-type', 'k is "100" (string): not 100.'],
    ['a', undefined, 'missing', 'k is not in the message.'],
    ['a', {}, 'missing', 'k is not in the message.'],
    [
      { prefix: 'a' },
      1,
      'wrong-type',
      'k is 1 (number): not a text that begins with "a", which looks at a string only.',
    ],
    [{ suffix: 'a' }, 'b', 'different', 'k is "b": not a text that ends with "a".'],
    [{ wildcard: 'a*' }, ['b', 'c'], 'different', 'k is "b" or "c": not a text like "a*".'],
    [{ 'equals-ignore-case': 'A' }, 'a', 'met', 'k is "a": "A" in any case.'],
    [{ numeric: ['>', 1, '<=', 5] }, 7, 'different', 'k is 7: not a number > 1 and <= 5.'],
    [
      { numeric: ['=', 3] },
      'x',
      'wrong-type',
      'k is "x" (string): not a number = 3, which looks at a number only.',
    ],
    [{ cidr: '10.0.0.0/8' }, '11.0.0.1', 'different', 'k is "11.0.0.1": not an address in 10.0.0.0/8.'],
    [{ 'anything-but': ['a', 'b'] }, 'b', 'excluded', 'k is "b": not anything but "a" or "b".'],
    [
      { 'anything-but': { prefix: 'a' } },
      'ab',
      'excluded',
      'k is "ab": not anything but a text that begins with "a".',
    ],
    [{ 'anything-but': 'a' }, 'b', 'met', 'k is "b": anything but "a".'],
    [{ exists: true }, 0, 'met', 'k is 0: present.'],
    [{ exists: true }, null, 'empty', 'k is null: that does not count as present.'],
    [{ exists: true }, undefined, 'missing', 'k is not in the message.'],
    [{ exists: false }, undefined, 'met-by-absence', 'k is absent, as asked.'],
    [{ exists: false }, 1, 'present', 'k is present (1), though it should be absent.'],
    [
      'z',
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      'different',
      'k is "a", "b", "c", "d", "e" and 2 more: not "z".',
    ],
  ])('of %j against %j is %s', (condition, value, code, text) => {
    const explained = first(condition, value);
    expect(explained).toMatchObject({ path: 'k', condition: JSON.stringify(condition), code, text });
    expect(explained?.matched).toBe(code.startsWith('met'));
  });

  it('names the second escape that attributes need', () => {
    const message = { attributes: { path: { Type: 'String', Value: 'a\\b' } } };
    const { conditions, delivered } = explainFilterPolicy({ path: ['a\\b'] }, 'MessageAttributes', message);
    expect([delivered, conditions[0]?.code]).toEqual([false, 'needs-escape']);
    expect(conditions[0]?.params.actual).toBe('"a\\\\b"');
    expect(explainFilterPolicy({ path: ['a\\\\b'] }, 'MessageAttributes', message).delivered).toBe(true);
  });

  it.each<[string, FilterMessage, 'MessageBody' | 'MessageAttributes']>([
    ['no-attributes', {}, 'MessageAttributes'],
    ['no-attributes', { attributes: { b: { Type: 'Binary', Value: 'AQ==' } } }, 'MessageAttributes'],
    ['invalid-attribute', { attributes: { a: { Type: 'String.Array', Value: '[' } } }, 'MessageAttributes'],
    ['body-not-object', { raw: 'text' }, 'MessageBody'],
    ['body-not-object', {}, 'MessageBody'],
    ['empty-body', { body: {} }, 'MessageBody'],
    ['not-matched', { body: { a: 'y' } }, 'MessageBody'],
    ['all-matched', { body: { a: 'x' } }, 'MessageBody'],
  ])('ends in %s for %j', (code, message, scope) => {
    expect(explainFilterPolicy({ a: ['x'] }, scope, message).code).toBe(code);
  });

  it('says when keys match in different elements of a list', () => {
    const answer = body({ d: { a: [1], b: [2] } }, { d: [{ a: 1 }, { b: 2 }] });
    expect(answer).toMatchObject({ delivered: false, code: 'different-elements' });
    expect(answer.conditions.every(({ matched }) => matched)).toBe(true);
  });

  it('tells each branch of an OR', () => {
    const answer = body({ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' });
    expect(answer.rules).toMatchObject([
      { kind: 'or', matched: true, branches: [{ matched: false }, { matched: true }] },
    ]);
    expect(answer.conditions.map(({ path, matched }) => [path, matched])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(body({ $or: [{ a: ['x'] }, { b: ['y'] }], c: [1] }, { z: 1 }).params.keys).toBe('$or, c');
  });

  it('points into the text of the policy', () => {
    const text = '{ "a" : [ "x",\n {"prefix": "p"} ] }';
    const [, second] = explainFilterPolicy(text, 'MessageBody', { body: { a: 'q' } }).conditions;
    expect(second?.condition).toBe('{"prefix": "p"}');
    expect(text.slice(second?.offset, (second?.offset ?? 0) + (second?.length ?? 0))).toBe(second?.condition);
  });

  it('knows no filter and a refused one', () => {
    expect(explainFilterPolicy({}, 'MessageBody', {}).code).toBe('no-policy');
    expect(explainFilterPolicy('', 'MessageBody', {}).delivered).toBe(true);
    expect(explainFilterPolicy('{', 'MessageBody', {})).toMatchObject({
      delivered: false,
      code: 'invalid-policy',
      params: { reason: 'failed to parse JSON.' },
    });
  });
});
