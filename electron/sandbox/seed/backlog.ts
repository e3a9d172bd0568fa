import type { Client } from './client.ts';
import type { Event } from './failures.ts';
import type { Shop } from './shop.ts';
import { MINUTE } from '../durations.ts';

/** What waits to be done right now. */
export function backlog(main: Client, second: Client, shop: Shop, now: number): Event[] {
  const orders = Array.from({ length: 14 }, (_, index) => ({
    at: now - 2 * MINUTE + index * 7_000,
    act: () => shop.order(),
  }));
  const payments = Array.from({ length: 9 }, (_, index) => ({
    at: now - 5 * MINUTE + index * 20_000,
    act: () => shop.payment(),
  }));
  const invoices = Array.from({ length: 12 }, (_, index) => ({
    at: now - 8 * MINUTE + index * 30_000,
    act: () =>
      second.publish(
        'invoice-events',
        JSON.stringify({ invoiceId: `inv-${4100 + index}`, amount: 40 + index * 7 }),
      ),
  }));
  const inFlight = {
    at: now - 10_000,
    act: async () => void (await main.receive('orders', { MaxNumberOfMessages: 4 })),
  };
  return [...orders, ...payments, ...invoices, inFlight];
}
