import { SQS } from '../../../electron/domain/limits.ts';

/**
 * Splits a rate over queues by what waits in them: whole numbers, each at least 1 and at most what a task may have, in sum
 * never more than the rate. Null when the rate is too small for a message a second each.
 */
export function splitRate(total: number, waiting: readonly (number | null)[]): number[] | null {
  const count = waiting.length;
  if (count === 0 || total < count) return count === 0 ? [] : null;
  // A queue of unknown depth counts as the average of the others.
  const known = waiting.filter((n): n is number => n !== null && n > 0);
  const average = known.length > 0 ? known.reduce((sum, n) => sum + n, 0) / known.length : 1;
  const weights = waiting.map((n) => (n === null ? average : Math.max(n, 0)));
  const rates = weights.map(() => 1);
  let left = Math.min(total, count * SQS.moveTaskRate) - count;
  // What one queue may not take goes to the others, so it is dealt in rounds.
  while (left > 0) {
    const open = rates.flatMap((rate, at) => (rate < SQS.moveTaskRate ? [at] : []));
    if (open.length === 0) break;
    const sum = open.reduce((all, at) => all + (weights[at] ?? 0), 0);
    const wishes = open.map((at) => ({
      at,
      wish: sum > 0 ? (left * (weights[at] ?? 0)) / sum : left / open.length,
    }));
    const before = left;
    for (const { at, wish } of wishes.sort((a, b) => b.wish - a.wish || a.at - b.at)) {
      const room = SQS.moveTaskRate - (rates[at] ?? 0);
      const given = Math.min(left, room, Math.floor(wish));
      rates[at] = (rates[at] ?? 0) + given;
      left -= given;
    }
    // Only fractions are left: one each, the largest wish first.
    if (left === before || left < open.length)
      for (const { at } of wishes) {
        if (left === 0) break;
        if ((rates[at] ?? 0) >= SQS.moveTaskRate) continue;
        rates[at] = (rates[at] ?? 0) + 1;
        left -= 1;
      }
  }
  return rates;
}
