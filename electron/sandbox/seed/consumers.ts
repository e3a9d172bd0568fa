import { queueGauges } from '../sqs/gauges.ts';
import { sendMessage } from '../sqs/actions/send-message.ts';
import { ACCOUNT, type Client } from './client.ts';
import { createOrder, text } from './orders.ts';
import type { Random } from './random.ts';
import type { Shop } from './shop.ts';

const MOST_FAILED = 400;

/** Consumers keep up only as far as the wave lets them, so that the depth is seen to move and stays bounded. */
export async function consumeDownTo(client: Client, shop: Shop, queue: string, depth: number): Promise<void> {
  const waiting = visibleIn(client, queue);
  if (waiting > depth) await shop.consume(queue, Math.min(4, Math.ceil(waiting - depth)));
}

/** A poison order: it is received in vain until SQS moves it away. */
export async function failOne(client: Client, random: Random): Promise<void> {
  if (visibleIn(client, 'orders-dlq') >= MOST_FAILED) return;
  const order = createOrder(random, client.world.clock.now());
  const error = {
    type: 'InventoryConflict',
    message: 'Reserved quantity exceeds stock',
    service: 'inventory',
  };
  await client.call(sendMessage, {
    QueueUrl: client.queueUrl('orders'),
    MessageBody: JSON.stringify({ ...order, attempt: 3, error }),
    MessageAttributes: { eventType: text('order_placed'), errorType: text(error.type) },
  });
}

function visibleIn({ world, region }: Client, name: string): number {
  const queue = world.realm(ACCOUNT, region).sqs.queues.get(name);
  return queue ? (queueGauges(queue, world.clock.now())['ApproximateNumberOfMessagesVisible'] ?? 0) : 0;
}
