import { createTopic } from '../sns/actions/create-topic.ts';
import { subscribe } from '../sns/actions/subscribe.ts';
import { createQueue } from '../sqs/actions/create-queue.ts';
import { ACCOUNT, type Client } from './client.ts';

const DAY = 86_400;

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

/** Lets a queue dead-letter after so many receives. */
export function redrive({ region }: Client, target: string, maxReceiveCount: number): string {
  return JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:${region}:${ACCOUNT}:${target}`,
    maxReceiveCount,
  });
}

/** The little that stands in a second region. */
export async function seedSecondRegion(client: Client): Promise<void> {
  const events = client.topicArn('invoice-events');
  await queue(client, 'invoices-dlq', {}, { MessageRetentionPeriod: String(14 * DAY) });
  await queue(client, 'invoices', allow(client, 'invoices', events), {
    RedrivePolicy: redrive(client, 'invoices-dlq', 3),
  });
  await topic(client, 'invoice-events', {});
  await subscription(client, 'invoice-events', 'invoices', { RawMessageDelivery: 'true' });
}

/** A subscription that still waits for its confirmation: these vanish after three days, so they are made last. */
export async function seedPending(client: Client): Promise<void> {
  await client.call(subscribe, {
    TopicArn: client.topicArn('order-events'),
    Protocol: 'email',
    Endpoint: 'shop-floor@example.com',
  });
}

const TAGS = { team: 'checkout', environment: 'sandbox' };

async function queue(
  client: Client,
  QueueName: string,
  policy: Record<string, string>,
  attributes: Record<string, string>,
): Promise<void> {
  await client.call(createQueue, { QueueName, Attributes: { ...attributes, ...policy }, tags: TAGS });
}

async function topic(client: Client, Name: string, Attributes: Record<string, string>): Promise<void> {
  const Tags = Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value }));
  await client.call(createTopic, { Name, Attributes, Tags });
}

async function subscription(
  client: Client,
  topicName: string,
  queueName: string,
  Attributes: Record<string, string>,
): Promise<void> {
  await client.call(subscribe, {
    TopicArn: client.topicArn(topicName),
    Protocol: 'sqs',
    Endpoint: `arn:aws:sqs:${client.region}:${ACCOUNT}:${queueName}`,
    Attributes,
  });
}

function allow({ region }: Client, queueName: string, topicArn: string): Record<string, string> {
  return {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AllowTopic',
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: `arn:aws:sqs:${region}:${ACCOUNT}:${queueName}`,
          Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
        },
      ],
    }),
  };
}
