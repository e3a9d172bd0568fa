import { ConfirmSubscriptionCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { expect, vi } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { startHttpEndpoint, type HttpEndpoint } from '../../../support/http-endpoint.ts';
import {
  delivered,
  openQueue,
  publish,
  setTopic,
  subscribe,
  subscriptionAttributes,
  texts,
  topic,
} from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

type Fields = Record<string, string>;
const fieldsOf = (endpoint: HttpEndpoint, index: number): Fields =>
  JSON.parse(endpoint.received[index]?.body ?? '{}') as Fields;

/** A behaviour of an endpoint that is subscribed to a topic, its confirmation request received. */
function atEndpoint(
  name: string,
  run: (
    given: Behaviour,
    at: { endpoint: HttpEndpoint; arn: string; subscriptionArn: string },
  ) => Promise<void>,
  attributes: Record<string, string> = {},
  needsClock = false,
): void {
  behaviour(name, { needsClock }, async (given) => {
    const endpoint = await startHttpEndpoint();
    try {
      const arn = await topic(given);
      const subscriptionArn = await subscribe(given.sns, arn, 'http', endpoint.url, attributes);
      await endpoint.until(1);
      await run(given, { endpoint, arn, subscriptionArn });
    } finally {
      await endpoint.close();
    }
  });
}

const confirm = (
  given: Behaviour,
  TopicArn: string,
  endpoint: HttpEndpoint,
  AuthenticateOnUnsubscribe?: string,
) =>
  given.sns.send(
    new ConfirmSubscriptionCommand({
      TopicArn,
      Token: fieldsOf(endpoint, 0).Token,
      AuthenticateOnUnsubscribe,
    }),
  );

atEndpoint('an HTTP endpoint is asked to confirm', async (_given, { endpoint, arn }) => {
  expect(endpoint.received[0]?.headers).toMatchObject({
    'x-amz-sns-message-type': 'SubscriptionConfirmation',
    'x-amz-sns-topic-arn': arn,
    'content-type': 'text/plain; charset=UTF-8',
  });
  expect(Object.keys(fieldsOf(endpoint, 0))).toEqual([
    'Type',
    'MessageId',
    'Token',
    'TopicArn',
    'Message',
    'SubscribeURL',
    'Timestamp',
    'SignatureVersion',
    'Signature',
    'SigningCertURL',
  ]);
});

atEndpoint('a token has 288 hexadecimal digits', async (_given, { endpoint }) => {
  expect(fieldsOf(endpoint, 0).Token).toMatch(/^[0-9a-f]{288}$/);
});

atEndpoint(
  'an endpoint that did not confirm gets nothing',
  async (given, { endpoint, arn, subscriptionArn }) => {
    await publish(given.sns, arn, 'too early');
    expect(await subscriptionAttributes(given.sns, subscriptionArn)).toMatchObject({
      PendingConfirmation: 'true',
    });
    expect(endpoint.received).toHaveLength(1);
  },
);

atEndpoint('the token confirms the subscription', async (given, { endpoint, arn, subscriptionArn }) => {
  expect((await confirm(given, arn, endpoint)).SubscriptionArn).toBe(subscriptionArn);
  expect(await subscriptionAttributes(given.sns, subscriptionArn)).toMatchObject({
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'false',
  });
});

atEndpoint('confirming twice is no error', async (given, { endpoint, arn, subscriptionArn }) => {
  await confirm(given, arn, endpoint);
  expect((await confirm(given, arn, endpoint)).SubscriptionArn).toBe(subscriptionArn);
});

atEndpoint('AuthenticateOnUnsubscribe is kept', async (given, { endpoint, arn, subscriptionArn }) => {
  await confirm(given, arn, endpoint, 'true');
  expect(await subscriptionAttributes(given.sns, subscriptionArn)).toMatchObject({
    ConfirmationWasAuthenticated: 'true',
  });
});

atEndpoint('following the SubscribeURL confirms too', async (given, { endpoint, subscriptionArn }) => {
  const answer = await fetch(fieldsOf(endpoint, 0).SubscribeURL ?? '');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain(`<SubscriptionArn>${subscriptionArn}</SubscriptionArn>`);
  expect(await subscriptionAttributes(given.sns, subscriptionArn)).toMatchObject({
    PendingConfirmation: 'false',
  });
});

atEndpoint(
  'a token lives two days',
  async (given, { endpoint, arn }) => {
    await given.clock.pass(2 * 86_400_000 + 1000);
    expect((await refusal(confirm(given, arn, endpoint))).message).toBe('Invalid parameter: Token');
  },
  {},
  true,
);

atEndpoint('a confirmed endpoint gets notifications', async (given, { endpoint, arn, subscriptionArn }) => {
  await confirm(given, arn, endpoint);
  const { MessageId } = await publish(given.sns, arn, '안녕 🎉', {
    Subject: 's',
    MessageAttributes: texts({ event: 'placed' }),
  });
  await endpoint.until(2);
  expect(endpoint.received[1]?.headers).toMatchObject({
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-message-id': MessageId,
    'x-amz-sns-topic-arn': arn,
    'x-amz-sns-subscription-arn': subscriptionArn,
  });
  expect(fieldsOf(endpoint, 1)).toMatchObject({ Message: '안녕 🎉', Subject: 's', MessageId });
});

atEndpoint(
  'raw delivery posts the body alone, attributes left out',
  async (given, { endpoint, arn }) => {
    await confirm(given, arn, endpoint);
    await publish(given.sns, arn, 'just this', { MessageAttributes: texts({ event: 'placed' }) });
    await endpoint.until(2);
    expect(endpoint.received[1]?.body).toBe('just this');
    expect(endpoint.received[1]?.headers).toMatchObject({ 'x-amz-sns-rawdelivery': 'true' });
  },
  { RawMessageDelivery: 'true' },
);

atEndpoint(
  'the delivery policy sets the content type',
  async (given, { endpoint, arn }) => {
    await confirm(given, arn, endpoint);
    await publish(given.sns, arn, '{}');
    await endpoint.until(2);
    expect(endpoint.received[1]?.headers['content-type']).toBe('application/json');
  },
  { DeliveryPolicy: '{"requestPolicy":{"headerContentType":"application/json"}}' },
);

atEndpoint('anyone may unsubscribe an endpoint by its link', async (given, { endpoint, arn }) => {
  await confirm(given, arn, endpoint);
  await publish(given.sns, arn, 'x');
  await endpoint.until(2);
  expect((await fetch(fieldsOf(endpoint, 1).UnsubscribeURL ?? '')).status).toBe(200);
  const { Subscriptions } = await given.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }));
  expect(Subscriptions).toEqual([]);
});

atEndpoint('nobody without credentials may, once that was asked for', async (given, { endpoint, arn }) => {
  await confirm(given, arn, endpoint, 'true');
  await publish(given.sns, arn, 'x');
  await endpoint.until(2);
  expect((await fetch(fieldsOf(endpoint, 1).UnsubscribeURL ?? '')).status).toBe(403);
});

atEndpoint(
  'a failed delivery is tried again as the policy says',
  async (given, { endpoint, arn }) => {
    await confirm(given, arn, endpoint);
    endpoint.answers.push(503, 429, 200);
    await publish(given.sns, arn, 'again');
    await endpoint.until(2);
    for (const requests of [3, 4])
      await vi.waitUntil(
        async () => {
          await given.clock.pass(20_000);
          return endpoint.received.length >= requests;
        },
        { timeout: 5000, interval: 10 },
      );
    const ids = endpoint.received.slice(1).map(({ headers }) => headers['x-amz-sns-message-id']);
    expect(new Set(ids).size).toBe(1);
    expect(endpoint.received).toHaveLength(4);
  },
  {},
  true,
);

behaviour('a client error of the endpoint is final and goes to the dead-letter queue', {}, async (given) => {
  const endpoint = await startHttpEndpoint();
  try {
    const arn = await topic(given);
    const dlq = await openQueue(given, arn);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn });
    await subscribe(given.sns, arn, 'http', endpoint.url, { RedrivePolicy, RawMessageDelivery: 'true' });
    await endpoint.until(1);
    await confirm(given, arn, endpoint);
    endpoint.answers.push(400);
    await publish(given.sns, arn, 'refused');
    await endpoint.until(2);
    await vi.waitUntil(async () => (await delivered(given, dlq.url)).includes('refused'), { timeout: 5000 });
    expect(endpoint.received).toHaveLength(2);
  } finally {
    await endpoint.close();
  }
});

behaviour(
  'after the last retry the message goes to the dead-letter queue',
  { needsClock: true },
  async (given) => {
    const endpoint = await startHttpEndpoint();
    try {
      const arn = await topic(given);
      const policy = {
        http: { defaultHealthyRetryPolicy: { numRetries: 2, minDelayTarget: 1, maxDelayTarget: 1 } },
      };
      await setTopic(given.sns, arn, 'DeliveryPolicy', JSON.stringify(policy));
      const dlq = await openQueue(given, arn);
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn });
      await subscribe(given.sns, arn, 'http', endpoint.url, { RedrivePolicy, RawMessageDelivery: 'true' });
      await endpoint.until(1);
      await confirm(given, arn, endpoint);
      endpoint.answers.push(500, 500, 500);
      await publish(given.sns, arn, 'gone');
      await vi.waitUntil(
        async () => {
          await given.clock.pass(1000);
          return (await delivered(given, dlq.url)).includes('gone');
        },
        { timeout: 5000, interval: 10 },
      );
      expect(endpoint.received).toHaveLength(4);
    } finally {
      await endpoint.close();
    }
  },
);
