import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
  type PublishCommandInput,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Behaviour } from './behaviour.ts';
import { arnOf, bodies, receive } from './sqs-calls.ts';

/** Makes a topic of an unused name and gives its ARN; a FIFO topic when the attributes say so. */
export async function topic(
  { sns, name }: Pick<Behaviour, 'sns' | 'name'>,
  Attributes: Record<string, string> = {},
): Promise<string> {
  const Name = name(Attributes['FifoTopic'] === 'true' ? '.fifo' : '');
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name, Attributes }));
  if (!TopicArn) throw new Error('no topic was made');
  return TopicArn;
}

/** Attributes of a FIFO topic that needs no deduplication ids. */
export const FIFO = { FifoTopic: 'true', ContentBasedDeduplication: 'true' };

/** A queue policy that lets a topic send. */
export function letIn(queueArn: string, topicArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  });
}

/** Makes a queue that a topic may send to. */
export async function openQueue(
  { sqs, queue }: Pick<Behaviour, 'sqs' | 'queue'>,
  topicArn: string,
  attributes: Record<string, string> = {},
): Promise<{ url: string; arn: string }> {
  const url = await queue(attributes);
  const arn = await arnOf(sqs, url);
  await sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: letIn(arn, topicArn) } }),
  );
  return { url, arn };
}

/** Subscribes an endpoint; gives the subscription's ARN even while it is pending. */
export async function subscribe(
  sns: SNSClient,
  TopicArn: string,
  Protocol: string,
  Endpoint: string,
  Attributes: Record<string, string> = {},
): Promise<string> {
  const { SubscriptionArn = '' } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true }),
  );
  return SubscriptionArn;
}

/** Makes a queue that a topic may send to, and subscribes it. */
export async function subscribedQueue(
  given: Pick<Behaviour, 'sqs' | 'sns' | 'queue'>,
  topicArn: string,
  attributes: Record<string, string> = {},
  queueAttributes: Record<string, string> = {},
): Promise<{ url: string; arn: string; subscriptionArn: string }> {
  const queue = await openQueue(given, topicArn, queueAttributes);
  return { ...queue, subscriptionArn: await subscribe(given.sns, topicArn, 'sqs', queue.arn, attributes) };
}

/** Publishes to a topic. */
export function publish(
  sns: SNSClient,
  TopicArn: string,
  Message: string,
  more: Partial<PublishCommandInput> = {},
): Promise<{ MessageId?: string; SequenceNumber?: string }> {
  return sns.send(new PublishCommand({ TopicArn, Message, ...more }));
}

/** String attributes for a publish. */
export function texts(values: Record<string, string>): NonNullable<PublishCommandInput['MessageAttributes']> {
  return Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
}

/** Attributes of a topic. */
export async function topicAttributes(sns: SNSClient, TopicArn: string): Promise<Record<string, string>> {
  const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
  return Attributes;
}

/** Sets one attribute of a topic. */
export function setTopic(sns: SNSClient, TopicArn: string, AttributeName: string, AttributeValue: string) {
  return sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
}

/** Attributes of a subscription. */
export async function subscriptionAttributes(
  sns: SNSClient,
  SubscriptionArn: string,
): Promise<Record<string, string>> {
  const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return Attributes;
}

/** Sets one attribute of a subscription. */
export function setSubscription(
  sns: SNSClient,
  SubscriptionArn: string,
  AttributeName: string,
  AttributeValue: string,
) {
  return sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
}

/** Bodies that a queue holds, received once. */
export async function delivered({ sqs }: Behaviour, url: string): Promise<string[]> {
  return bodies(await receive(sqs, url));
}

/** The envelope of the only message in a queue. */
export async function envelope(given: Behaviour, url: string): Promise<Record<string, unknown>> {
  const [body, ...more] = await delivered(given, url);
  if (body === undefined || more.length > 0) throw new Error('expected one message');
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null) throw new Error('expected an envelope');
  return { ...parsed };
}
