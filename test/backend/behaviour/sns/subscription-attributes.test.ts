import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import {
  FIFO,
  setSubscription,
  subscribe,
  subscribedQueue,
  subscriptionAttributes,
  topic,
} from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

behaviour('the scope is not shown until there is a filter policy', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given));
  expect(await subscriptionAttributes(given.sns, subscriptionArn)).not.toHaveProperty('FilterPolicyScope');
  await setSubscription(given.sns, subscriptionArn, 'FilterPolicy', '{"a":["b"]}');
  expect(await subscriptionAttributes(given.sns, subscriptionArn)).toMatchObject({
    FilterPolicy: '{"a":["b"]}',
    FilterPolicyScope: 'MessageAttributes',
  });
});

for (const empty of ['', '{}'])
  behaviour(`a filter policy of "${empty}" removes the filter`, {}, async (given) => {
    const { subscriptionArn } = await subscribedQueue(given, await topic(given), {
      FilterPolicy: '{"a":["b"]}',
    });
    await setSubscription(given.sns, subscriptionArn, 'FilterPolicy', empty);
    const attributes = await subscriptionAttributes(given.sns, subscriptionArn);
    expect(attributes).not.toHaveProperty('FilterPolicy');
    expect(attributes).not.toHaveProperty('FilterPolicyScope');
  });

behaviour('an unknown scope is refused', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given));
  expect(
    await refusal(setSubscription(given.sns, subscriptionArn, 'FilterPolicyScope', 'Body')),
  ).toMatchObject({
    name: 'InvalidParameterException',
    message:
      'Invalid parameter: FilterPolicyScope: Invalid value [Body]. Please use either MessageBody or MessageAttributes',
  });
});

behaviour('an unknown scope is refused on Subscribe, with its prefix', {}, async (given) => {
  const arn = await topic(given);
  expect(await refusal(subscribedQueue(given, arn, { FilterPolicyScope: 'Body' }))).toMatchObject({
    message:
      'Invalid parameter: Attributes Reason: FilterPolicyScope: Invalid value [Body]. Please use either MessageBody or MessageAttributes',
  });
});

behaviour('RawMessageDelivery is true or false', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given));
  expect(
    await refusal(setSubscription(given.sns, subscriptionArn, 'RawMessageDelivery', 'yes')),
  ).toMatchObject({
    message: 'Invalid parameter: RawMessageDelivery: Invalid value [yes]. Must be true or false.',
  });
});

behaviour('mail is never delivered raw', {}, async (given) => {
  const arn = await topic(given);
  expect(
    (await refusal(subscribe(given.sns, arn, 'email', 'a@example.com', { RawMessageDelivery: 'true' }))).name,
  ).toBe('InvalidParameterException');
});

behaviour('an unknown attribute of a subscription is refused', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given));
  expect(await refusal(setSubscription(given.sns, subscriptionArn, 'Bogus', '1'))).toMatchObject({
    message: 'Invalid parameter: AttributeName',
  });
});

behaviour('an attribute of a subscription that does not exist cannot be set', {}, async (given) => {
  const missing = `${await topic(given)}:00000000-0000-0000-0000-000000000000`;
  expect(await refusal(setSubscription(given.sns, missing, 'RawMessageDelivery', 'true'))).toMatchObject({
    name: 'NotFoundException',
    status: 404,
  });
});

behaviour('a RedrivePolicy names a queue by ARN', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given));
  const policy = JSON.stringify({ deadLetterTargetArn: 'not-an-arn' });
  expect(await refusal(setSubscription(given.sns, subscriptionArn, 'RedrivePolicy', policy))).toMatchObject({
    message: 'Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn',
  });
});

behaviour('a RedrivePolicy must be JSON', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given));
  expect(await refusal(setSubscription(given.sns, subscriptionArn, 'RedrivePolicy', '{'))).toMatchObject({
    message: 'Invalid parameter: RedrivePolicy: failed to parse JSON.',
  });
});

behaviour('a FIFO subscription of a FIFO topic needs a FIFO dead-letter queue', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(
    given,
    await topic(given, FIFO),
    {},
    { FifoQueue: 'true' },
  );
  const policy = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:standard' });
  expect(await refusal(setSubscription(given.sns, subscriptionArn, 'RedrivePolicy', policy))).toMatchObject({
    message:
      'Invalid parameter: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.',
  });
});

behaviour('a delivery policy of a subscription has the shape without http', {}, async (given) => {
  const hook = await subscribe(given.sns, await topic(given), 'https', 'https://example.com/hook');
  await setSubscription(
    given.sns,
    hook,
    'DeliveryPolicy',
    JSON.stringify({
      healthyRetryPolicy: { numRetries: 5 },
      requestPolicy: { headerContentType: 'application/json' },
    }),
  );
  const { EffectiveDeliveryPolicy = '' } = await subscriptionAttributes(given.sns, hook);
  expect(JSON.parse(EffectiveDeliveryPolicy)).toMatchObject({
    healthyRetryPolicy: { numRetries: 5, minDelayTarget: 20 },
    requestPolicy: { headerContentType: 'application/json' },
  });
});

const broken: Array<[policy: string, scope: string, reason: string]> = [
  ['{"a":"b"}', 'MessageAttributes', '"a" must be an object or an array'],
  ['{"a":[]}', 'MessageAttributes', 'Empty arrays are not allowed'],
  ['{"a":[{"bogus":"b"}]}', 'MessageAttributes', 'Unrecognized match type bogus'],
  ['{"a":[{"prefix":1}]}', 'MessageAttributes', 'prefix match pattern must be a string'],
  ['{"a":[{"numeric":["<","x"]}]}', 'MessageAttributes', 'Value of < must be numeric'],
  ['{"a":[{"exists":"yes"}]}', 'MessageAttributes', 'exists match pattern must be either true or false.'],
  [
    '{"a":{"b":["c"]}}',
    'MessageAttributes',
    'Filter policy scope MessageAttributes does not support nested filter policy',
  ],
  [
    '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}',
    'MessageAttributes',
    'Filter policy can not have more than 5 keys',
  ],
];
for (const [policy, scope, reason] of broken)
  behaviour(`a filter policy is refused: ${reason}`, {}, async (given) => {
    const arn = await topic(given);
    const Attributes = { FilterPolicyScope: scope, FilterPolicy: policy };
    const { name, message } = await refusal(subscribedQueue(given, arn, Attributes));
    expect(name).toBe('InvalidParameterException');
    expect(message.startsWith(`Invalid parameter: Attributes Reason: FilterPolicy: ${reason}`), message).toBe(
      true,
    );
  });

behaviour('a filter policy that is no JSON is refused', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given));
  const { name, message } = await refusal(
    setSubscription(given.sns, subscriptionArn, 'FilterPolicy', '{"a":'),
  );
  expect(name).toBe('InvalidParameterException');
  expect(message).toMatch(/^Invalid parameter: FilterPolicy: failed to parse JSON/);
});

behaviour('a refused filter policy leaves the old one', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given), {
    FilterPolicy: '{"a":["b"]}',
  });
  await refusal(setSubscription(given.sns, subscriptionArn, 'FilterPolicy', '{"a":[]}'));
  expect(await subscriptionAttributes(given.sns, subscriptionArn)).toMatchObject({
    FilterPolicy: '{"a":["b"]}',
  });
});

behaviour('a nested policy needs the scope to be set first', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(given, await topic(given));
  const nested = '{"a":{"b":["c"]}}';
  expect((await refusal(setSubscription(given.sns, subscriptionArn, 'FilterPolicy', nested))).name).toBe(
    'InvalidParameterException',
  );
  await setSubscription(given.sns, subscriptionArn, 'FilterPolicyScope', 'MessageBody');
  await setSubscription(given.sns, subscriptionArn, 'FilterPolicy', nested);
  expect(await subscriptionAttributes(given.sns, subscriptionArn)).toMatchObject({ FilterPolicy: nested });
});
