import { describe, expect, it } from 'vitest';
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
