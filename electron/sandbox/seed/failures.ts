import { gzipSync } from 'node:zlib';
import failures from '../../../resources/sandbox/failures.json' with { type: 'json' };
import odd from '../../../resources/sandbox/odd-messages.json' with { type: 'json' };
import { sendMessage } from '../sqs/actions/send-message.ts';
import type { Client } from './client.ts';
import { createOrder, number, text } from './orders.ts';
import type { Random } from './random.ts';
import { HOUR } from '../durations.ts';

/** Something that happened at a moment of the past. */
export interface Event {
  /** Epoch ms. */
  at: number;
  act(): Promise<void>;
}

/** The orders that failed in the last days, for the causes of the sample, oldest cause first within itself. */
export function failedOrders(client: Client, random: Random, now: number): Event[] {
  const events = failures.flatMap((failure) =>
    Array.from({ length: failure.count }, () => {
      const hours = failure.to + random.next() * (failure.from - failure.to);
      const at = Math.round(now - hours * HOUR);
      const body = bodyOf(failure, random, at);
      const attributes = Object.entries(failure.attributes ?? {}).map(([name, value]) => [name, text(value)]);
      const direct = failure.cause === 'eventbridge' || failure.cause === 'lambda';
      const queue = direct ? 'orders-dlq' : 'orders';
      const MessageAttributes = {
        eventType: text('order_placed'),
        ...(failure.error && { errorType: text(failure.error.type) }),
        ...Object.fromEntries(attributes),
      };
      return { at, act: () => send(client, queue, body, MessageAttributes) };
    }),
  );
  return [...events, ...oddMessages(client, now)];
}

/** Receives what is in a queue again and again, as a consumer that fails would, until it is in the dead-letter queue. */
export async function failAll(client: Client, queue: string, depth: () => number): Promise<void> {
  while (depth() > 0) await client.receive(queue, { VisibilityTimeout: 0 });
}

function bodyOf(failure: (typeof failures)[number], random: Random, at: number): string {
  const order = createOrder(random, at);
  if (failure.cause === 'eventbridge')
    return JSON.stringify({
      version: '0',
      id: `evt-${order.orderId}`,
      'detail-type': 'OrderPlaced',
      source: 'shop.checkout',
      account: '000000000000',
      time: order.placedAt,
      region: 'us-east-1',
      resources: [],
      detail: order,
    });
  if (failure.cause === 'truncated') return JSON.stringify(order).slice(0, 120);
  if (failure.cause === 'schema') {
    const { currency: _, ...incomplete } = order;
    return JSON.stringify({ ...incomplete, schema: 'order/v1', error: failure.error });
  }
  return JSON.stringify({ ...order, attempt: random.between(1, 4), error: failure.error });
}

function oddMessages(client: Client, now: number): Event[] {
  return odd.map((message) => {
    const attributes = [
      ...Object.entries(message.attributes ?? {}).map(([name, value]) => [name, text(value)]),
      ...Object.entries(message.numbers ?? {}).map(([name, value]) => [name, number(value)]),
    ];
    const body = message.gzip ? gzipSync(message.body).toString('base64') : message.body;
    return {
      at: Math.round(now - message.hours * HOUR),
      act: () => send(client, 'orders', body, Object.fromEntries(attributes)),
    };
  });
}

async function send(
  client: Client,
  queue: string,
  MessageBody: string,
  MessageAttributes: object,
): Promise<void> {
  await client.call(sendMessage, { QueueUrl: client.queueUrl(queue), MessageBody, MessageAttributes });
}
