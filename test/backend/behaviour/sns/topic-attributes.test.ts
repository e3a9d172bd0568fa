import { ConfirmSubscriptionCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import {
  FIFO,
  setTopic,
  subscribe,
  subscribedQueue,
  topic,
  topicAttributes,
} from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

behaviour('a new topic has the attributes of AWS', {}, async (given) => {
  const TopicArn = await topic(given);
  expect(await topicAttributes(given.sns, TopicArn)).toMatchObject({
    TopicArn,
    Owner: given.account,
    DisplayName: '',
    SubscriptionsConfirmed: '0',
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
  });
});

behaviour('a new topic has the default policy, which only looks public', {}, async (given) => {
  const { Policy = '' } = await topicAttributes(given.sns, await topic(given));
  const { Statement } = JSON.parse(Policy) as { Statement: Array<Record<string, unknown>> };
  expect(Statement).toHaveLength(1);
  expect(Statement[0]).toMatchObject({
    Sid: '__default_statement_ID',
    Principal: { AWS: '*' },
    Condition: { StringEquals: { 'AWS:SourceOwner': given.account } },
  });
});

behaviour('a new topic shows the effective delivery policy', {}, async (given) => {
  const { EffectiveDeliveryPolicy = '' } = await topicAttributes(given.sns, await topic(given));
  expect(JSON.parse(EffectiveDeliveryPolicy)).toMatchObject({
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 20,
        maxDelayTarget: 20,
        numRetries: 3,
        backoffFunction: 'linear',
      },
      disableSubscriptionOverrides: false,
    },
  });
});

behaviour('attributes that were not set are not shown', {}, async (given) => {
  const attributes = await topicAttributes(given.sns, await topic(given));
  for (const name of ['MaximumMessageSize', 'KmsMasterKeyId', 'DeliveryPolicy', 'FifoTopic', 'ArchivePolicy'])
    expect(attributes).not.toHaveProperty(name);
});

behaviour('a FIFO topic shows its FIFO attributes', {}, async (given) => {
  const arn = await topic(given, { FifoTopic: 'true' });
  expect(await topicAttributes(given.sns, arn)).toMatchObject({
    FifoTopic: 'true',
    ContentBasedDeduplication: 'false',
    FifoThroughputScope: 'Topic',
  });
});

behaviour('subscriptions are counted by their state', {}, async (given) => {
  const arn = await topic(given);
  const { subscriptionArn } = await subscribedQueue(given, arn);
  await subscribedQueue(given, arn);
  await subscribe(given.sns, arn, 'email', 'a@example.com');
  await given.sns.send(new UnsubscribeCommand({ SubscriptionArn: subscriptionArn }));
  expect(await topicAttributes(given.sns, arn)).toMatchObject({
    SubscriptionsConfirmed: '1',
    SubscriptionsPending: '1',
    SubscriptionsDeleted: '1',
  });
});

behaviour('an attribute is changed', {}, async (given) => {
  const arn = await topic(given);
  await setTopic(given.sns, arn, 'DisplayName', '주문 알림');
  expect(await topicAttributes(given.sns, arn)).toMatchObject({ DisplayName: '주문 알림' });
});

behaviour('MaximumMessageSize can be set up to 1 MiB', {}, async (given) => {
  const arn = await topic(given);
  await setTopic(given.sns, arn, 'MaximumMessageSize', '1048576');
  expect(await topicAttributes(given.sns, arn)).toMatchObject({ MaximumMessageSize: '1048576' });
});

for (const size of ['1023', '1048577', 'big'])
  behaviour(`MaximumMessageSize cannot be ${size}`, {}, async (given) => {
    const arn = await topic(given);
    expect((await refusal(setTopic(given.sns, arn, 'MaximumMessageSize', size))).message).toMatch(
      /^Invalid parameter: MaximumMessageSize/,
    );
  });

behaviour('a topic for large messages takes no HTTP, email or SMS subscription', {}, async (given) => {
  const arn = await topic(given, { MaximumMessageSize: '1048576' });
  expect((await refusal(subscribe(given.sns, arn, 'email', 'a@example.com'))).name).toBe(
    'InvalidParameterException',
  );
});

behaviour('a topic with an email subscription cannot take large messages', {}, async (given) => {
  const arn = await topic(given);
  await subscribe(given.sns, arn, 'email', 'a@example.com');
  expect((await refusal(setTopic(given.sns, arn, 'MaximumMessageSize', '1048576'))).name).toBe(
    'InvalidParameterException',
  );
});

for (const [name, value] of [
  ['Bogus', '1'],
  ['FifoTopic', 'true'],
  ['TopicArn', 'arn:aws:sns:us-east-1:000000000000:x'],
] as const)
  behaviour(`${name} cannot be set on a topic`, {}, async (given) => {
    const arn = await topic(given);
    expect(await refusal(setTopic(given.sns, arn, name, value))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: AttributeName',
    });
  });

behaviour('a standard topic has no ArchivePolicy', {}, async (given) => {
  const arn = await topic(given);
  expect(
    (await refusal(setTopic(given.sns, arn, 'ArchivePolicy', '{"MessageRetentionPeriod":"7"}'))).name,
  ).toBe('InvalidParameterException');
});

behaviour('a topic policy that is no JSON is refused', {}, async (given) => {
  const arn = await topic(given);
  expect(await refusal(setTopic(given.sns, arn, 'Policy', 'no json'))).toMatchObject({
    message: 'Invalid parameter: Policy Error: null',
  });
});

behaviour('a topic policy for actions of other services is refused', {}, async (given) => {
  const arn = await topic(given);
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: arn }];
  expect(
    await refusal(setTopic(given.sns, arn, 'Policy', JSON.stringify({ Version: '2012-10-17', Statement }))),
  ).toMatchObject({ message: 'Invalid parameter: Policy statement action out of service scope!' });
});

behaviour('SignatureVersion is 1 or 2', {}, async (given) => {
  const arn = await topic(given);
  await setTopic(given.sns, arn, 'SignatureVersion', '2');
  expect(await topicAttributes(given.sns, arn)).toMatchObject({ SignatureVersion: '2' });
  expect((await refusal(setTopic(given.sns, arn, 'SignatureVersion', '3'))).name).toBe(
    'InvalidParameterException',
  );
});

behaviour('FifoThroughputScope goes to MessageGroup and not back', {}, async (given) => {
  const arn = await topic(given, FIFO);
  await setTopic(given.sns, arn, 'FifoThroughputScope', 'MessageGroup');
  expect(await topicAttributes(given.sns, arn)).toMatchObject({ FifoThroughputScope: 'MessageGroup' });
  expect((await refusal(setTopic(given.sns, arn, 'FifoThroughputScope', 'Topic'))).name).toBe(
    'InvalidParameterException',
  );
});

behaviour('a delivery policy shows in the effective one', {}, async (given) => {
  const arn = await topic(given);
  const http = { defaultHealthyRetryPolicy: { minDelayTarget: 1, maxDelayTarget: 5, numRetries: 7 } };
  await setTopic(given.sns, arn, 'DeliveryPolicy', JSON.stringify({ http }));
  const { EffectiveDeliveryPolicy = '' } = await topicAttributes(given.sns, arn);
  expect(JSON.parse(EffectiveDeliveryPolicy)).toMatchObject({ http });
});

for (const [fault, policy] of [
  ['more than 100 retries', { numRetries: 101 }],
  ['a least delay above the greatest', { minDelayTarget: 30, maxDelayTarget: 20 }],
  ['phases with more retries than there are', { numRetries: 2, numNoDelayRetries: 3 }],
  ['an unknown backoff function', { backoffFunction: 'random' }],
  ['retries of more than an hour', { minDelayTarget: 600, maxDelayTarget: 600, numRetries: 10 }],
] as const)
  behaviour(`a delivery policy cannot have ${fault}`, {}, async (given) => {
    const arn = await topic(given);
    const text = JSON.stringify({ http: { defaultHealthyRetryPolicy: policy } });
    expect((await refusal(setTopic(given.sns, arn, 'DeliveryPolicy', text))).message).toMatch(
      /^Invalid parameter: DeliveryPolicy: http\.defaultHealthyRetryPolicy/,
    );
  });

behaviour('a token that nobody was given confirms nothing', {}, async (given) => {
  const TopicArn = await topic(given);
  expect(
    await refusal(given.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: 'x' }))),
  ).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: Token',
  });
});
