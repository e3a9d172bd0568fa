import { describe, expect, it } from 'vitest';
import { isShorterKept, nearnessOf, toExpiry } from '../../electron/domain/expiry.ts';

const hour = 3_600_000;
const day = 24 * hour;
const sentAt = Date.UTC(2026, 10, 20);

describe('when a dead letter is lost', () => {
  it('counts from the first send on a standard queue, whenever it was moved', () => {
    expect(toExpiry({ sentAt, retention: 4 * 86_400, fifo: false })).toEqual({
      kind: 'exact',
      at: sentAt + 4 * day,
    });
  });

  it('is told as the earliest moment on FIFO, where the move restarted the clock', () => {
    expect(toExpiry({ sentAt, retention: 86_400, fifo: true })).toEqual({
      kind: 'earliest',
      at: sentAt + day,
    });
  });

  it.each([
    ['nothing was captured', { sentAt: null, retention: 86_400, fifo: false }],
    ['the retention could not be read', { sentAt, retention: null, fifo: false }],
  ])('is unknown where %s', (_why, facts) => {
    expect(toExpiry(facts)).toEqual({ kind: 'unknown', at: null });
    expect(nearnessOf(toExpiry(facts), sentAt)).toBe('unknown');
  });

  it.each([
    ['exact', day + hour, 'later'],
    ['exact', day, 'soon'],
    ['exact', 6 * hour + 1_000, 'soon'],
    ['exact', 6 * hour, 'now'],
    ['exact', 1, 'now'],
    ['exact', 0, 'over'],
    ['exact', -day, 'over'],
    ['earliest', -day, 'now'],
    ['earliest', 12 * hour, 'soon'],
  ] as const)('%s, %d ms ahead: %s', (kind, left, near) => {
    expect(nearnessOf({ kind, at: sentAt + left }, sentAt)).toBe(near);
  });
});

describe('a dead-letter queue that keeps messages shorter than their source', () => {
  it.each([
    ['shorter', 345_600, 86_400, false, true],
    ['as long', 345_600, 345_600, false, false],
    ['longer', 345_600, 1_209_600, false, false],
    ['shorter on FIFO, where the clock starts anew', 345_600, 86_400, true, false],
    ['not read', null, 86_400, false, false],
  ] as const)('%s', (_name, own, kept, fifo, loses) => {
    expect(isShorterKept({ retention: own, fifo }, { retention: kept })).toBe(loses);
  });
});
