import type { Client } from './client.ts';
import type { Event } from './failures.ts';
import type { Shop } from './shop.ts';
import { DAY, HOUR, MINUTE } from '../durations.ts';
import { depthOf } from './depth.ts';

/** A day of trade, denser toward the end, so that charts of any range show something; depths swing as consumers lag. */
export function ordinaryDay(client: Client, shop: Shop, now: number): Event[] {
  const trade = async (orders: number, at: number): Promise<void> => {
    for (let made = 0; made < orders; made++) await shop.order();
    await shop.payment();
    const wave = (1 + Math.sin((2 * Math.PI * at) / (40 * MINUTE))) / 2;
    for (const [queue, depth] of Object.entries({
      orders: 50,
      shipping: 25,
      'audit-log': 30,
      'payments.fifo': 6,
    })) {
      const target = 4 + depth * wave;
      for (let left = depthOf(client, queue); left > target; left -= 10)
        await shop.consume(queue, Math.min(10, Math.ceil(left - target)));
    }
  };
  const every = (from: number, to: number, step: number, orders: number): Event[] =>
    Array.from({ length: Math.floor((from - to) / step) }, (_, index) => {
      const at = now - from + index * step;
      const busy = 1 + 0.5 * Math.sin((2 * Math.PI * at) / (90 * MINUTE));
      return { at, act: () => trade(Math.round(orders * busy), at) };
    });
  return [
    ...every(DAY - MINUTE, 3 * HOUR, 15 * MINUTE, 4),
    ...every(3 * HOUR, HOUR, 3 * MINUTE, 8),
    ...every(HOUR, 0, MINUTE, 14),
  ];
}
