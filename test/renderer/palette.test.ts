import { describe, expect, it } from 'vitest';
import { bestOf, inOrder } from '../../renderer/app/palette/candidates.ts';
import { rank, toPieces, toWords } from '../../renderer/app/palette/match.ts';

const best = (labels: string[], typed: string): string[] =>
  labels
    .flatMap((label) => {
      const score = rank(label, toWords(typed));
      return score === null ? [] : [{ label, score }];
    })
    .sort((a, b) => a.score - b.score)
    .map(({ label }) => label);

describe('the palette', () => {
  it('wants every word typed, in any order', () => {
    expect(best(['orders', 'orders-dlq', 'payments-dlq.fifo'], 'dlq ord')).toEqual(['orders-dlq']);
  });
  it('puts the start of a label first, then of a word, then the middle', () => {
    expect(best(['reorder', 'pre-order', 'order-events', 'orders'], 'order')).toEqual([
      'orders',
      'order-events',
      'pre-order',
      'reorder',
    ]);
  });
  it('marks what was typed and leaves the rest as it is', () => {
    expect(toPieces('Orders-DLQ', toWords('dlq ord'))).toEqual([
      { text: 'Ord', hit: true },
      { text: 'ers-', hit: false },
      { text: 'DLQ', hit: true },
    ]);
    expect(toPieces('주문 대기열', ['대기']).filter(({ hit }) => hit)).toEqual([{ text: '대기', hit: true }]);
  });
});

describe('the lines of the palette', () => {
  const made: string[] = [];
  const candidate = (label: string, profile?: string) => ({
    label,
    profile,
    make: () => {
      made.push(label);
      return { key: label, group: 'place' as const, label, icon: {} };
    },
  });
  const labels = (entries: { label: string }[]): string[] => entries.map(({ label }) => label);

  it('are made only when they are shown', () => {
    const many = Array.from({ length: 5_000 }, (_, n) => candidate(`queue-${n}`));
    expect(labels(bestOf(many, toWords('queue-499'), 3, null))).toEqual([
      'queue-499',
      'queue-4990',
      'queue-4991',
    ]);
    expect(made).toEqual(['queue-499', 'queue-4990', 'queue-4991']);
  });
  it('name a place before its acts when its bare name was typed, and the act when the verb was', () => {
    const groups = [
      ['orders', 'orders-dlq'],
      ['Pin orders', 'Send to orders'],
    ].map((group) => group.map((label) => candidate(label).make()));
    const first = (typed: string): string | undefined => {
      const words = toWords(typed);
      const fitting = groups.map((group) => group.filter(({ label }) => rank(label, words) !== null));
      return labels(inOrder(fitting, words))[0];
    };
    expect(first('orders')).toBe('orders');
    expect(first('pin ord')).toBe('Pin orders');
    expect(first('send')).toBe('Send to orders');
    expect(first('')).toBe('orders');
    made.length = 0;
  });
  it('keep their own order without words', () => {
    expect(labels(bestOf([candidate('b'), candidate('a')], [], 12, null))).toEqual(['b', 'a']);
  });
  it('can be narrowed to a profile', () => {
    const all = [candidate('orders', 'a'), candidate('orders', 'b'), candidate('Settings')];
    expect(bestOf(all, [], 12, 'b')).toHaveLength(1);
  });
});
