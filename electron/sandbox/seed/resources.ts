import { subscribe } from '../sns/actions/subscribe.ts';
import type { Client } from './client.ts';
import { queue, redrive, subscription, topic } from './place.ts';
import { allow } from './allow.ts';

/** A day in seconds, as attributes of queues want it. */
export const DAY = 86_400;

/** Makes the queues and topics of the shop in its main region. */
export async function seedMainRegion(client: Client): Promise<void> {
  const topics = { orders: client.topicArn('order-events'), ledger: client.topicArn('ledger.fifo') };
  await queue(client, 'orders-dlq', {}, { MessageRetentionPeriod: String(4 * DAY) });
  await queue(client, 'orders', allow(client, 'orders', topics.orders), {
    VisibilityTimeout: '30',
    RedrivePolicy: redrive(client, 'orders-dlq', 5),
  });
  await queue(
    client,
    'payments-dlq.fifo',
    {},
    { FifoQueue: 'true', MessageRetentionPeriod: String(14 * DAY) },
  );
  await queue(client, 'payments.fifo', allow(client, 'payments.fifo', topics.ledger), {
    FifoQueue: 'true',
    ContentBasedDeduplication: 'false',
    RedrivePolicy: redrive(client, 'payments-dlq.fifo', 3),
  });
  await queue(client, 'shipping', allow(client, 'shipping', topics.orders), { VisibilityTimeout: '60' });
  await queue(client, 'audit-log', allow(client, 'audit-log', topics.orders), {
    MessageRetentionPeriod: String(14 * DAY),
    ReceiveMessageWaitTimeSeconds: '20',
  });
  await topic(client, 'order-events', { DisplayName: 'Order events' });
  await topic(client, 'ledger.fifo', {
    FifoTopic: 'true',
    ContentBasedDeduplication: 'true',
    ArchivePolicy: JSON.stringify({ MessageRetentionPeriod: '30' }),
  });
  await subscription(client, 'order-events', 'orders', {
    RawMessageDelivery: 'true',
    FilterPolicy: JSON.stringify({ eventType: ['order_placed', 'order_changed'] }),
  });
  await subscription(client, 'order-events', 'shipping', {
    RawMessageDelivery: 'true',
    FilterPolicyScope: 'MessageBody',
    FilterPolicy: JSON.stringify({
      total: [{ numeric: ['>', 20] }],
      customer: { country: [{ 'anything-but': ['US'] }] },
    }),
  });
  await subscription(client, 'order-events', 'audit-log', {
    FilterPolicy: JSON.stringify({ total: [{ numeric: ['>=', 1000] }] }),
  });
  await subscription(client, 'ledger.fifo', 'payments.fifo', { RawMessageDelivery: 'true' });
}

/** A subscription that still waits for its confirmation: these vanish after three days, so they are made last. */
export async function seedPending(client: Client): Promise<void> {
  await client.call(subscribe, {
    TopicArn: client.topicArn('order-events'),
    Protocol: 'email',
    Endpoint: 'shop-floor@example.com',
  });
}
