import {
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import {
  delivered,
  FIFO,
  openQueue,
  publish,
  subscribe,
  subscribedQueue,
  subscriptionAttributes,
  topic,
} from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

behaviour('a subscription has an ARN below its topic', {}, async (given) => {
  const arn = await topic(given);
  const { subscriptionArn } = await subscribedQueue(given, arn);
  expect(subscriptionArn).toMatch(new RegExp(`^${arn}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`));
});

behaviour('a queue of the same account needs no confirmation', {}, async (given) => {
  const arn = await topic(given);
  const { arn: Endpoint, subscriptionArn } = await subscribedQueue(given, arn);
  expect(await subscriptionAttributes(given.sns, subscriptionArn)).toMatchObject({
    SubscriptionArn: subscriptionArn,
    TopicArn: arn,
    Protocol: 'sqs',
    Endpoint,
    Owner: given.account,
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'true',
    RawMessageDelivery: 'false',
  });
});

behaviour('subscribing the same endpoint again gives the same ARN', {}, async (given) => {
  const arn = await topic(given);
  const queue = await subscribedQueue(given, arn);
  expect(await subscribe(given.sns, arn, 'sqs', queue.arn)).toBe(queue.subscriptionArn);
});

behaviour('subscribing an endpoint again with other attributes is refused', {}, async (given) => {
  const arn = await topic(given);
  const queue = await subscribedQueue(given, arn, { RawMessageDelivery: 'true' });
  expect(
    await refusal(subscribe(given.sns, arn, 'sqs', queue.arn, { RawMessageDelivery: 'false' })),
  ).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
  });
});

behaviour('a queue that does not exist can be subscribed', {}, async (given) => {
  const arn = await topic(given);
  expect(await subscribe(given.sns, arn, 'sqs', queueArn('nowhere'))).toContain(arn);
});

behaviour('a topic that does not exist cannot be subscribed to', {}, async ({ sns }) => {
  const arn = 'arn:aws:sns:us-east-1:000000000000:nowhere';
  expect(await refusal(subscribe(sns, arn, 'sqs', queueArn('q')))).toMatchObject({
    name: 'NotFoundException',
    status: 404,
    message: 'Topic does not exist',
  });
});

const wrongEndpoints: Array<[protocol: string, endpoint: string, message: string]> = [
  [
    'carrier-pigeon',
    'x',
    'Invalid parameter: Amazon SNS does not support this protocol string: carrier-pigeon',
  ],
  ['sqs', 'http://127.0.0.1/queue', 'Invalid parameter: SQS endpoint ARN'],
  ['http', 'https://example.com', 'Invalid parameter: Endpoint must match the specified protocol'],
  ['https', 'http://example.com', 'Invalid parameter: Endpoint must match the specified protocol'],
  ['sms', 'not a number', 'Invalid SMS endpoint: not a number'],
  ['lambda', 'my-function', 'Invalid parameter: Lambda endpoint ARN'],
  ['email', 'nobody', 'Invalid parameter: Email address'],
];
for (const [protocol, endpoint, message] of wrongEndpoints)
  behaviour(`the endpoint ${endpoint} does not fit the protocol ${protocol}`, {}, async (given) => {
    const arn = await topic(given);
    expect(await refusal(subscribe(given.sns, arn, protocol, endpoint))).toMatchObject({
      name: 'InvalidParameterException',
      message,
    });
  });

behaviour('an endpoint must be named', {}, async (given) => {
  const TopicArn = await topic(given);
  expect(await refusal(given.sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs' })))).toMatchObject({
    name: 'NotFoundException',
    message: 'Endpoint not specified in subscription',
  });
});

behaviour('a FIFO queue cannot be subscribed to a standard topic', {}, async (given) => {
  const arn = await topic(given);
  expect(await refusal(subscribe(given.sns, arn, 'sqs', queueArn('q.fifo')))).toMatchObject({
    message:
      'Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
  });
});

for (const [protocol, endpoint] of [
  ['email', 'a@example.com'],
  ['https', 'https://example.com/hook'],
  ['lambda', 'arn:aws:lambda:us-east-1:000000000000:function:f'],
] as const)
  behaviour(`a FIFO topic takes no subscription of protocol ${protocol}`, {}, async (given) => {
    const arn = await topic(given, FIFO);
    expect((await refusal(subscribe(given.sns, arn, protocol, endpoint))).name).toBe(
      'InvalidParameterException',
    );
  });

behaviour('a subscription that waits for confirmation has no ARN in the answer', {}, async (given) => {
  const TopicArn = await topic(given);
  const input = { TopicArn, Protocol: 'email', Endpoint: 'a@example.com' };
  expect((await given.sns.send(new SubscribeCommand(input))).SubscriptionArn).toBe('pending confirmation');
});

behaviour('ReturnSubscriptionArn gives the ARN of a pending subscription', {}, async (given) => {
  const arn = await topic(given);
  const pending = await subscribe(given.sns, arn, 'email', 'a@example.com');
  expect(await subscriptionAttributes(given.sns, pending)).toMatchObject({ PendingConfirmation: 'true' });
});

behaviour('lists show PendingConfirmation in place of an ARN', {}, async (given) => {
  const TopicArn = await topic(given);
  await subscribe(given.sns, TopicArn, 'email', 'a@example.com');
  const { Subscriptions } = await given.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(Subscriptions).toEqual([
    {
      SubscriptionArn: 'PendingConfirmation',
      TopicArn,
      Protocol: 'email',
      Endpoint: 'a@example.com',
      Owner: given.account,
    },
  ]);
});

behaviour('a pending subscription cannot be deleted', {}, async (given) => {
  const arn = await topic(given);
  const SubscriptionArn = await subscribe(given.sns, arn, 'email', 'a@example.com');
  expect((await refusal(given.sns.send(new UnsubscribeCommand({ SubscriptionArn })))).name).toBe(
    'InvalidParameterException',
  );
});

behaviour('a pending subscription vanishes after days', { needsClock: true }, async (given) => {
  const arn = await topic(given);
  const pending = await subscribe(given.sns, arn, 'email', 'a@example.com');
  await given.clock.pass(3 * 86_400_000 + 1000);
  expect((await refusal(subscriptionAttributes(given.sns, pending))).name).toBe('NotFoundException');
});

behaviour('a text message number needs no confirmation', {}, async (given) => {
  const arn = await topic(given);
  const sms = await subscribe(given.sns, arn, 'sms', '+821012345678');
  expect(await subscriptionAttributes(given.sns, sms)).toMatchObject({ PendingConfirmation: 'false' });
});

behaviour('subscriptions are listed a hundred a page', {}, async (given) => {
  const TopicArn = await topic(given);
  const made = await Promise.all(
    Array.from({ length: 103 }, (_, index) => subscribe(given.sns, TopicArn, 'sqs', queueArn(`q${index}`))),
  );
  const first = await given.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const second = await given.sns.send(
    new ListSubscriptionsByTopicCommand({ TopicArn, NextToken: first.NextToken }),
  );
  expect(first.Subscriptions).toHaveLength(100);
  expect(second.NextToken).toBeUndefined();
  const arns = [...(first.Subscriptions ?? []), ...(second.Subscriptions ?? [])].map(
    (each) => each.SubscriptionArn,
  );
  expect(arns.sort()).toEqual(made.sort());
});

behaviour('ListSubscriptions shows those of all topics', { alone: true }, async (given) => {
  const made = [];
  for (const arn of [await topic(given), await topic(given)])
    made.push((await subscribedQueue(given, arn)).subscriptionArn);
  const { Subscriptions = [] } = await given.sns.send(new ListSubscriptionsCommand({}));
  expect(Subscriptions.map((each) => each.SubscriptionArn).sort()).toEqual(made.sort());
});

behaviour('an unsubscribed queue gets nothing more', {}, async (given) => {
  const arn = await topic(given);
  const { url, subscriptionArn } = await subscribedQueue(given, arn);
  await given.sns.send(new UnsubscribeCommand({ SubscriptionArn: subscriptionArn }));
  await publish(given.sns, arn, 'hello');
  expect(await delivered(given, url)).toEqual([]);
});

behaviour('unsubscribing twice is no error', {}, async (given) => {
  const { subscriptionArn: SubscriptionArn } = await subscribedQueue(given, await topic(given));
  await given.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await given.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
});

behaviour('unsubscribing text that is no ARN is refused', {}, async ({ sns }) => {
  expect(await refusal(sns.send(new UnsubscribeCommand({ SubscriptionArn: 'x' })))).toMatchObject({
    message: 'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1',
  });
});

behaviour('unsubscribing a topic ARN is refused', {}, async (given) => {
  const SubscriptionArn = await topic(given);
  expect(await refusal(given.sns.send(new UnsubscribeCommand({ SubscriptionArn })))).toMatchObject({
    message: 'Invalid parameter: SubscriptionId',
  });
});

behaviour('a subscription that does not exist is not found', {}, async (given) => {
  const arn = await topic(given);
  const missing = `${arn}:00000000-0000-0000-0000-000000000000`;
  expect(await refusal(subscriptionAttributes(given.sns, missing))).toMatchObject({
    name: 'NotFoundException',
    message: 'Subscription does not exist',
  });
});

behaviour('two queues both get a message', {}, async (given) => {
  const arn = await topic(given);
  const one = await subscribedQueue(given, arn, { RawMessageDelivery: 'true' });
  const two = await subscribedQueue(given, arn, { RawMessageDelivery: 'true' });
  await publish(given.sns, arn, 'hello');
  expect([await delivered(given, one.url), await delivered(given, two.url)]).toEqual([['hello'], ['hello']]);
});

behaviour('a queue in another region can be subscribed', {}, async (given) => {
  const arn = await topic(given);
  const elsewhere = { ...given, ...given.as(given.account, 'eu-central-1') };
  const queue = await openQueue(
    { ...elsewhere, queue: (attributes) => makeQueue(elsewhere, attributes) },
    arn,
  );
  await subscribe(given.sns, arn, 'sqs', queue.arn, { RawMessageDelivery: 'true' });
  await publish(given.sns, arn, 'far');
  expect(await delivered(elsewhere, queue.url)).toEqual(['far']);
});

async function makeQueue(
  { sqs, name }: Pick<Behaviour, 'sqs' | 'name'>,
  Attributes: Record<string, string> = {},
): Promise<string> {
  return (await sqs.send(new CreateQueueCommand({ QueueName: name(), Attributes }))).QueueUrl ?? '';
}
