import { describe, expect, it } from 'vitest';
import {
  countMore,
  emptyDraft,
  fromFilter,
  isEmptyDraft,
  toDraft,
  toFilter,
  toQuery,
} from '../../renderer/features/captures/filter-route.ts';
import { textOf, wholeLines, type LinePart } from '../../renderer/features/captures/whole-lines.ts';
import { toKeepDraft, toKeepPolicy } from '../../renderer/ui/keep-choice.ts';

describe('the filter of kept messages', () => {
  const draft = {
    ...emptyDraft,
    q: 'declined',
    source: '3',
    within: '3600000',
    group: ' g ',
    attribute: 'ErrorCode',
    value: 'x',
    size: '1024',
    where: 'total > 80 ',
  };

  it('travels in the route and comes back the same', () => {
    expect(toDraft(toQuery(draft) as Record<string, string>)).toEqual(draft);
    expect(toQuery(emptyDraft)).toEqual({});
    expect(toDraft({ q: ['first', 'second'], other: 'x' })).toEqual({ ...emptyDraft, q: 'first' });
  });

  it('asks for what is typed and for nothing else', () => {
    expect(toFilter(draft)).toEqual({
      text: 'declined',
      sources: [3],
      within: 3_600_000,
      groupId: 'g',
      attribute: { name: 'ErrorCode', value: 'x' },
      minSize: 1024,
      where: 'total > 80',
    });
    expect(toFilter(emptyDraft)).toEqual({});
    expect(toFilter({ ...emptyDraft, source: 'x', from: '-1', size: 'many', value: 'alone' })).toEqual({});
    expect(fromFilter(toFilter(draft))).toEqual({ ...draft, group: 'g', where: 'total > 80' });
  });

  it('tells how many conditions are out of sight', () => {
    expect(countMore(draft)).toBe(4);
    expect(isEmptyDraft(draft)).toBe(false);
    expect(isEmptyDraft(emptyDraft)).toBe(true);
  });
});

describe('a file that is taken in', () => {
  async function* chunks(...texts: string[]): AsyncGenerator<string> {
    for (const text of texts) yield await Promise.resolve(text);
  }
  const partsOf = async (units: number, ...texts: string[]): Promise<LinePart[]> => {
    const parts: LinePart[] = [];
    for await (const part of wholeLines(chunks(...texts), units)) parts.push(part);
    return parts;
  };

  it.each([
    ['one line without an end', 10, ['abc'], [['abc', 1]]],
    ['nothing', 10, [''], []],
    [
      'lines across chunks',
      6,
      ['aa\nb', 'b\ncc', '\ndd'],
      [
        ['aa\nbb\n', 1],
        ['cc\ndd', 3],
      ],
    ],
    [
      'a line longer than a part',
      3,
      ['aaaaaa', 'aaa\nb\nc'],
      [
        ['aaaaaaaaa\n', 1],
        ['b\n', 2],
        ['c', 3],
      ],
    ],
    ['empty lines', 100, ['\n\nx\n'], [['\n\nx\n', 1]]],
  ] as const)('is cut at line ends: %s', async (_, units, texts, expected) => {
    const parts = await partsOf(units, ...texts);
    expect(parts.map(({ lines, firstLine }) => [lines, firstLine])).toEqual(expected);
    expect(parts.map(({ lines }) => lines).join('')).toBe(texts.join(''));
  });

  it('keeps characters whole that stand across chunks, and refuses bytes that are no text', async () => {
    let text = '';
    for await (const part of textOf(new Blob(['주문 🧾']))) text += part;
    expect(text).toBe('주문 🧾');
    const broken = async (): Promise<void> => {
      for await (const _ of textOf(new Blob([Uint8Array.of(0x61, 0xff)]))) continue;
    };
    await expect(broken()).rejects.toThrow();
  });
});

describe('what may be kept', () => {
  const policy = { mode: 'unasked', days: 7, bytes: 2 * 1024 ** 3 };
  it('is proposed as it stands and meant as it is typed', () => {
    const draft = toKeepDraft(policy);
    expect(draft).toEqual({ mode: 'keep', days: '7', gibibytes: '2' });
    expect(toKeepPolicy(draft)).toEqual({ mode: 'keep', days: 7, bytes: 2 * 1024 ** 3 });
    expect(toKeepPolicy({ ...draft, mode: 'memory', days: 'x' })).toEqual({ mode: 'memory' });
  });
  it.each([
    ['', '2'],
    ['0', '2'],
    ['x', '2'],
    ['7', '0'],
    ['7', '5000'],
    ['4000', '2'],
  ])('is not meant with %j days and %j GiB', (days, gibibytes) => {
    expect(toKeepPolicy({ mode: 'keep', days, gibibytes })).toBeNull();
  });
});
