import { describe, expect, it } from 'vitest';
import { firstWords, indentJson } from '../../renderer/ui/json-text.ts';

const withoutSpace = (text: string): string => text.replace(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '');

describe('a body shown indented', () => {
  it('keeps numbers, escapes, double keys and their order as they were written', () => {
    const text = '{"b":12345678901234567890.10,"a":1e400,"b":"\\u00e9\\/","z":[-0,1.0]}';
    const shown = indentJson(text);
    expect(shown).toContain('"b": 12345678901234567890.10,');
    expect(shown).toContain('"a": 1e400');
    expect(shown).toContain('"\\u00e9\\/"');
    expect(withoutSpace(shown ?? '')).toBe(text);
  });

  it('leaves empty objects and lists on one line and nests the others', () => {
    expect(indentJson('{"a":{},"b":[],"c":[{"d":1}]}')).toBe(
      '{\n  "a": {},\n  "b": [],\n  "c": [\n    {\n      "d": 1\n    }\n  ]\n}',
    );
  });

  it('does not take brackets and commas inside strings for structure', () => {
    expect(indentJson('{"a":"x,{[\\"]}:"}')).toBe('{\n  "a": "x,{[\\"]}:"\n}');
  });

  it('gives nothing for text that is no JSON', () => {
    expect(indentJson('{"a":1')).toBeNull();
    expect(indentJson('hello')).toBeNull();
  });

  it('takes a scalar as it is', () => {
    expect(indentJson(' 007e1 '.replace('007', '7'))).toBe('7e1');
  });
});

describe('the beginning of a body', () => {
  it('stands on one line and says when it goes on', () => {
    expect(firstWords('a\n\n b\t c')).toBe('a b c');
    expect(firstWords('x'.repeat(500), 10)).toBe(`${'x'.repeat(10)}…`);
  });
});
