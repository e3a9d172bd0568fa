import { describe, expect, it } from 'vitest';
import { isExact } from '../../electron/domain/json-rewrite/numbers.ts';
import { rewriteJson } from '../../electron/domain/json-rewrite/rewrite.ts';
import type { JsonValue } from '../../electron/domain/failure-groups/json-body.ts';
import { createRandom } from './random.ts';

const big = '12345678901234567890';

describe('a JSON text brought to a new value', () => {
  it.each<[string, string, JsonValue, string]>([
    ['the value it has', '{ "b" : 1.0,"a":"\\u00e9" }', { a: 'é', b: 1 }, '{ "b" : 1.0,"a":"\\u00e9" }'],
    [
      'one field among spellings',
      '{"n":1.50,"e":1e2,"s":"\\u0041\\/","t":"old"}',
      { n: 1.5, e: 100, s: 'A/', t: 'new' },
      '{"n":1.50,"e":1e2,"s":"\\u0041\\/","t":"new"}',
    ],
    [
      'a field beside a number beyond 2^53',
      `{"id":${big},"total":"9"}`,
      { id: Number(big), total: 9 },
      `{"id":${big},"total":9}`,
    ],
    [
      'a field beside names that stand twice',
      '{"a":1,"a":2,"x":true}',
      { a: 2, x: false },
      '{"a":1,"a":2,"x":false}',
    ],
    ['the order of names', '{"z":1,"10":2,"2":3}', { '2': 3, '10': 4, z: 1 }, '{"z":1,"10":4,"2":3}'],
    [
      'a new name',
      '{"a": 1, "b": 2}',
      { a: 1, b: 2, c: [1, { d: 2 }] },
      '{"a": 1, "b": 2, "c": [1, {"d": 2}]}',
    ],
    ['a dropped first name', '{ "a": 1, "b": 2 }', { b: 2 }, '{ "b": 2 }'],
    ['a dropped last name', '{"a":1,"b":2}', { a: 1 }, '{"a":1}'],
    [
      'a renamed field',
      '{\n\t"zip": "04668",\n\t"x": 1\n}\n',
      { x: 1, postalCode: '04668' },
      '{\n\t"x": 1,\n\t"postalCode": "04668"\n}\n',
    ],
    [
      'an object that was empty',
      '{\n  "a": {}\n}',
      { a: { b: [1] } },
      '{\n  "a": {\n    "b": [\n      1\n    ]\n  }\n}',
    ],
    ['an object that becomes empty', '{"a":{ "b":1 }}', { a: {} }, '{"a":{}}'],
    [
      'a list that was filtered',
      `[{"id":${big}},{"id":1},{"id":2.0}]`,
      [{ id: Number(big) }, { id: 2 }],
      `[{"id":${big}},{"id":2.0}]`,
    ],
    ['a list that grew', '[1.0, 2]', [0, 1, 2, 3], '[0, 1.0, 2, 3]'],
    ['an element of a list', '[{"a":1.0,"b":2}]', [{ a: 1, b: 3 }], '[{"a":1.0,"b":3}]'],
    ['another type', ' {"a":1} ', 'text', ' "text" '],
    [
      'a name of the prototype',
      '{"__proto__":{"a":1},"b":1}',
      JSON.parse('{"__proto__":{"a":2},"b":1}') as JsonValue,
      '{"__proto__":{"a":2},"b":1}',
    ],
    ['CRLF', '{\r\n  "a": 1\r\n}', { a: 1, b: 2 }, '{\r\n  "a": 1,\r\n  "b": 2\r\n}'],
  ])('keeps %s', (_, text, after, expected) => {
    expect(rewriteJson(text, after)).toEqual({ ok: true, text: expected });
  });

  it.each<[string, string, JsonValue, 'number' | 'duplicate', string]>([
    ['a number beyond 2^53 that moved', `{"id":${big}}`, { orderId: Number(big) }, 'number', 'orderId'],
    [
      'one that was computed with',
      `{"a":{"id":${big}}}`,
      { a: { id: Number(big) + 4096 } },
      'number',
      'a.id',
    ],
    ['one that became a text', `{"id":${big}}`, { id: String(Number(big)) }, 'number', 'id'],
    [
      'one that JSONata wrote into a text',
      `{"id":${big}}`,
      { id: `#${Number(Number(big).toPrecision(15))}` },
      'number',
      'id',
    ],
    [
      'a fraction of more digits than a double',
      '{"p":0.12345678901234567891}',
      { q: [0.12345678901234568] },
      'number',
      'q[0]',
    ],
    [
      'a number beyond 2^53 out of nowhere',
      '{"a":"9007199254740993"}',
      { a: 9007199254740992 },
      'number',
      'a',
    ],
    ['a name that stands twice, changed', '{"a":1,"a":2}', { a: 3 }, 'duplicate', 'a'],
    ['a name that stands twice, dropped', '{"o":{"a":1,"a":2,"b":1}}', { o: { b: 1 } }, 'duplicate', 'o.a'],
    ['an object with a name twice that moved', '{"o":{"a":1,"a":2}}', { p: { a: 2 } }, 'duplicate', 'p'],
  ])('refuses %s, with the place', (_, text, after, why, place) => {
    expect(rewriteJson(text, after)).toEqual({ ok: false, fault: { why, place } });
  });

  it('always has the value that was asked for, and what did not change as it was written', () => {
    const random = createRandom(7);
    const value = (depth: number): JsonValue => {
      const kind = random.below(depth > 3 ? 4 : 6);
      if (kind === 4) return Array.from({ length: random.below(4) }, () => value(depth + 1));
      if (kind === 5) {
        return Object.fromEntries(
          Array.from({ length: random.below(5) }, () => [`k${random.below(6)}`, value(depth + 1)]),
        );
      }
      return [null, true, random.below(1000) / 8, `t${random.below(9)}`][kind] ?? null;
    };
    for (let round = 0; round < 400; round += 1) {
      const before = value(0);
      const after = value(0);
      for (const indent of [0, 2]) {
        const rewritten = rewriteJson(JSON.stringify(before, null, indent), after);
        expect(rewritten.ok && JSON.parse(rewritten.text)).toEqual(after);
      }
    }
  });

  it('knows which numbers a double holds', () => {
    for (const exact of [
      '0',
      '-0',
      '0.1',
      '1.50',
      '1e2',
      '100E-2',
      '9007199254740992',
      '1e21',
      '5e-324',
      '123.000',
    ])
      expect([exact, isExact(exact)]).toEqual([exact, true]);
    for (const lost of [big, '9007199254740993', '0.12345678901234567891', '1e400', '1.0000000000000000001'])
      expect([lost, isExact(lost)]).toEqual([lost, false]);
  });
});
