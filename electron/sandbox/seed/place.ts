import { createTopic } from '../sns/actions/create-topic.ts';
import { subscribe } from '../sns/actions/subscribe.ts';
import { createQueue } from '../sqs/actions/create-queue.ts';
import { ACCOUNT, type Client } from './client.ts';

/** Lets a queue dead-letter after so many receives. */
export function redrive({ region }: Client, target: string, maxReceiveCount: number): string {
  return JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:${region}:${ACCOUNT}:${target}`,
    maxReceiveCount,
  });
}

const TAGS = { team: 'checkout', environment: 'sandbox' };

/** Makes a queue; `policy` is what {@link allow} gives. */
export async function queue(
  client: Client,
  QueueName: string,
  policy: Record<string, string>,
  attributes: Record<string, string>,
): Promise<void> {
  await client.call(createQueue, { QueueName, Attributes: { ...attributes, ...policy }, tags: TAGS });
}

/** Makes a topic. */
export async function topic(client: Client, Name: string, Attributes: Record<string, string>): Promise<void> {
  const Tags = Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value }));
  await client.call(createTopic, { Name, Attributes, Tags });
}

/** Subscribes a queue to a topic. */
export async function subscription(
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
