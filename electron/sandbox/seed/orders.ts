import sample from '../../../resources/sandbox/orders.json' with { type: 'json' };
import type { Random } from './random.ts';

/** An order of the sample shop. */
export interface Order {
  orderId: string;
  placedAt: string;
  customer: { name: string; email: string; country: string; city: string };
  items: Array<{ sku: string; title: string; quantity: number; price: number }>;
  total: number;
  currency: string;
}

/** Makes one order, placed `at` (epoch ms). */
export function createOrder(random: Random, at: number): Order {
  const customer = random.pick(sample.customers);
  const items = Array.from({ length: random.between(1, 3) }, () => ({
    ...random.pick(sample.products),
    quantity: random.between(1, 4),
  }));
  const currencies = new Map(Object.entries(sample.currencies));
  return {
    orderId: `ord-${random.between(70_000, 99_999)}-${random.between(1000, 9999)}`,
    placedAt: new Date(at).toISOString(),
    customer,
    items,
    total: Math.round(items.reduce((sum, { price, quantity }) => sum + price * quantity, 0) * 100) / 100,
    currency: currencies.get(customer.country) ?? 'USD',
  };
}

/** A message attribute of type String. */
export function text(value: string): { DataType: string; StringValue: string } {
  return { DataType: 'String', StringValue: value };
}

/** A message attribute of type Number. */
export function number(value: number | string): { DataType: string; StringValue: string } {
  return { DataType: 'Number', StringValue: String(value) };
}
