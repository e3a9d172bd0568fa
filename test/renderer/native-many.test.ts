import { describe, expect, it } from 'vitest';
import type { Preflight, Restriction } from '../../electron/contract/index.ts';
import { leftOutOf, sumByPlace, type NativeQueue } from '../../renderer/features/redrives/native-many.ts';
import { splitRate } from '../../renderer/features/redrives/native-rates.ts';

describe('a rate that is split over queues', () => {
  it.each([
    ['by what waits', 100, [300, 100], [75, 25]],
    ['never less than one each', 10, [1_000_000, 0, 0], [8, 1, 1]],
    ['never more than a task may have, the rest to the others', 900, [1_000_000, 1], [500, 400]],
    ['no more than all tasks may have', 5_000, [1, 1], [500, 500]],
    ['an unknown depth counts as the average', 90, [200, null, 100], [40, 30, 20]],
    ['empty queues alike', 9, [0, 0, 0], [3, 3, 3]],
    ['one queue', 7, [5], [7]],
    ['none', 7, [], []],
    ['too little for one each', 2, [5, 5, 5], null],
  ] as const)('%s', (_name, total, waiting, rates) => {
    expect(splitRate(total, waiting)).toEqual(rates);
  });

  it('gives the whole rate away, and never more, whatever waits', () => {
    for (let seed = 1; seed < 200; seed += 1) {
      const waiting = Array.from({ length: 1 + (seed % 17) }, (_, at) => (seed * 7919 * (at + 3)) % 1000);
      const total = waiting.length + ((seed * 31) % 900);
      const rates = splitRate(total, waiting) ?? [];
      expect(rates.reduce((sum, rate) => sum + rate, 0)).toBe(Math.min(total, waiting.length * 500));
      expect(rates.every((rate) => Number.isInteger(rate) && rate >= 1 && rate <= 500)).toBe(true);
    }
  });
});

const rule = (mark: Restriction['mark']): Restriction => ({
  ...{ code: 'no-task', mark, numbers: {}, resource: null, failure: null },
});
const preflight = (visible: number | null, marks: Restriction['mark'][] = ['holds']): Preflight => ({
  ...{ sourceArn: 'a', account: '111111111111', sources: [], changes: [] },
  counts: visible === null ? null : { visible, inFlight: 0, delayed: 0, at: 0 },
  restrictions: marks.map(rule),
});
const failure = { code: 'ACCESS_DENIED', message: 'no', retryable: false } as const;

describe('a queue among several', () => {
  it.each([
    ['takes part', 'open', { preflight: preflight(3), failure: null }, true, null],
    [
      'takes part though only AWS knows',
      'confirm',
      { preflight: preflight(3, ['unknown']), failure: null },
      true,
      null,
    ],
    ['takes part uncounted', 'open', { preflight: preflight(null), failure: null }, true, null],
    ['is not ticked', 'open', { preflight: preflight(3), failure: null }, false, 'unchosen'],
    ['is of a read-only profile', 'read-only', { preflight: preflight(3), failure: null }, true, 'read-only'],
    ['could not be read', 'open', { preflight: null, failure }, true, 'failed'],
    ['was not read yet', 'open', undefined, true, 'unread'],
    [
      'would be refused',
      'open',
      { preflight: preflight(3, ['holds', 'fails']), failure: null },
      true,
      'refused',
    ],
    ['is empty', 'open', { preflight: preflight(0), failure: null }, true, 'empty'],
  ] as const)('%s', (_name, guard, check, chosen, out) => {
    expect(leftOutOf(guard, check, chosen)).toBe(out);
  });
});

describe('what will happen to how many messages of which account', () => {
  const queue = (profile: string, at: number): NativeQueue => ({
    ...{ key: `${profile}${at}`, scope: { profile, region: 'eu-central-1' }, url: 'u', name: 'q' },
    ...{ fifo: false, arn: null, account: null, waiting: null, strangers: false },
  });

  it('is summed by profile, account and region; one uncounted queue leaves its sum open', () => {
    const sums = sumByPlace([
      { queue: queue('a', 1), preflight: preflight(3) },
      { queue: queue('b', 1), preflight: preflight(5) },
      { queue: queue('a', 2), preflight: preflight(4) },
      { queue: queue('b', 2), preflight: preflight(null) },
      { queue: queue('b', 3), preflight: preflight(1) },
    ]);
    expect(sums.map(({ scope, queues, messages }) => [scope.profile, queues, messages])).toEqual([
      ['a', 2, 7],
      ['b', 3, null],
    ]);
  });

  it('goes over the limit with the 101st task of an account, of all its profiles and regions together', () => {
    const many = (count: number) =>
      sumByPlace(
        Array.from({ length: count }, (_, at) => ({
          queue: queue(at % 2 ? 'a' : 'b', at),
          preflight: preflight(1),
        })),
      ).some(({ tooMany }) => tooMany);
    expect([many(100), many(101)]).toEqual([false, true]);
  });
});
