import { createHash } from 'node:crypto';
import type { Client } from './client.ts';
import { createOrder, number, text } from './orders.ts';
import type { Random } from './random.ts';

const EVENTS = ['order_placed', 'order_placed', 'order_paid', 'order_changed'] as const;

/** The sample shop's producers and consumers. */
export interface Shop {
  /** Publishes one order event. */
  order(): Promise<void>;
  /** Publishes one ledger entry. */
  payment(): Promise<void>;
  /** Receives up to `count` messages and deletes them, but for those that carry an error: these fail again. */
  consume(queue: string, count: number): Promise<void>;
}

/** Makes a shop that trades at the time of the sandbox's clock. */
export function createShop(client: Client, random: Random): Shop {
  return {
    async order() {
      const order = createOrder(random, client.world.clock.now());
      await client.publish('order-events', JSON.stringify(order), {
        attributes: {
          eventType: text(random.pick(EVENTS)),
          country: text(order.customer.country),
          total: number(order.total),
        },
      });
    },
    async payment() {
      const { orderId, total, currency, customer } = createOrder(random, client.world.clock.now());
      const account = `acct-${createHash('sha256').update(customer.email).digest('hex').slice(0, 6)}`;
      const entry = { entryId: `led-${orderId}`, orderId, account, amount: total, currency, kind: 'capture' };
      await client.publish('ledger.fifo', JSON.stringify(entry), {
        MessageGroupId: account,
        attributes: { kind: text('capture') },
      });
    },
    async consume(queue, count) {
      const received = await client.receive(queue, { MaxNumberOfMessages: Math.min(10, Math.max(1, count)) });
      for (const { handle, body } of received) {
        if (!body.includes('"error":')) await client.remove(queue, handle);
      }
    },
  };
}
