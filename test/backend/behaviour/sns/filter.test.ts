import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import {
  delivered,
  publish,
  setSubscription,
  subscribedQueue,
  texts,
  topic,
} from '../../../support/sns-calls.ts';

type Attributes = NonNullable<PublishCommandInput['MessageAttributes']>;

/** Publishes messages to a queue behind a filter and gives the bodies that came through, in order. */
async function through(
  given: Behaviour,
  policy: object,
  scope: 'MessageAttributes' | 'MessageBody',
  messages: ReadonlyArray<[body: string, attributes?: Attributes]>,
): Promise<string[]> {
  const arn = await topic(given);
  const { url } = await subscribedQueue(given, arn, {
    RawMessageDelivery: 'true',
    FilterPolicyScope: scope,
    FilterPolicy: JSON.stringify(policy),
  });
  for (const [body, MessageAttributes] of messages)
    await publish(given.sns, arn, body, { MessageAttributes });
  return delivered(given, url);
}

const byAttributes = (given: Behaviour, policy: object, messages: ReadonlyArray<[string, Attributes?]>) =>
  through(given, policy, 'MessageAttributes', messages);
const byBody = (given: Behaviour, policy: object, bodies: readonly unknown[]) =>
  through(
    given,
    policy,
    'MessageBody',
    bodies.map((body) => [typeof body === 'string' ? body : JSON.stringify(body)]),
  );

const number = (StringValue: string) => ({ DataType: 'Number', StringValue });
const array = (StringValue: string) => ({ DataType: 'String.Array', StringValue });

behaviour('a message passes by an exact attribute', {}, async (given) => {
  const messages: Array<[string, Attributes?]> = [
    ['yes', texts({ event: 'placed' })],
    ['no', texts({ event: 'Placed' })],
    ['none'],
  ];
  expect(await byAttributes(given, { event: ['placed'] }, messages)).toEqual(['yes']);
});

behaviour('all keys of a policy must match', {}, async (given) => {
  const messages: Array<[string, Attributes?]> = [
    ['both', texts({ event: 'placed', store: 'seoul' })],
    ['one', texts({ event: 'placed' })],
  ];
  expect(await byAttributes(given, { event: ['placed'], store: ['seoul'] }, messages)).toEqual(['both']);
});

behaviour('a number matches a Number attribute by value', {}, async (given) => {
  const messages: Array<[string, Attributes?]> = [
    ['exact', { price: number('300') }],
    ['spelled', { price: number('3.0e2') }],
    ['text', texts({ price: '300' })],
  ];
  expect((await byAttributes(given, { price: [300] }, messages)).sort()).toEqual(['exact', 'spelled']);
});

behaviour('a numeric range has a lower and an upper bound', {}, async (given) => {
  const messages = ['99', '100', '499.5', '500'].map((value): [string, Attributes] => [
    value,
    { price: number(value) },
  ]);
  expect(
    (await byAttributes(given, { price: [{ numeric: ['>=', 100, '<', 500] }] }, messages)).sort(),
  ).toEqual(['100', '499.5']);
});

behaviour('prefix, suffix and equals-ignore-case look at text', {}, async (given) => {
  const policy = { region: [{ prefix: 'ap-' }, { suffix: '-west' }, { 'equals-ignore-case': 'HOME' }] };
  const messages = ['ap-seoul', 'us-west', 'home', 'eu-central'].map((region): [string, Attributes] => [
    region,
    texts({ region }),
  ]);
  expect((await byAttributes(given, policy, messages)).sort()).toEqual(['ap-seoul', 'home', 'us-west']);
});

behaviour('anything-but needs the key to be there', {}, async (given) => {
  const messages: Array<[string, Attributes?]> = [
    ['other', texts({ event: 'paid' })],
    ['named', texts({ event: 'cancelled' })],
    ['missing', texts({ store: 'x' })],
  ];
  expect(await byAttributes(given, { event: [{ 'anything-but': ['cancelled'] }] }, messages)).toEqual([
    'other',
  ]);
});

behaviour('exists looks for the key only', {}, async (given) => {
  const messages: Array<[string, Attributes?]> = [
    ['there', texts({ vip: 'no' })],
    ['not there', texts({ store: 'x' })],
  ];
  expect(await byAttributes(given, { vip: [{ exists: true }] }, messages)).toEqual(['there']);
});

behaviour('a message without attributes passes no policy, exists false included', {}, async (given) => {
  expect(await byAttributes(given, { vip: [{ exists: false }] }, [['bare']])).toEqual([]);
});

behaviour('String.Array passes when one element matches', {}, async (given) => {
  const messages: Array<[string, Attributes?]> = [
    ['one', { interests: array('["tennis","rugby"]') }],
    ['none', { interests: array('["golf"]') }],
    ['broken', { interests: array('tennis') }],
  ];
  expect(await byAttributes(given, { interests: ['tennis'] }, messages)).toEqual(['one']);
});

behaviour('a Binary attribute counts as absent', {}, async (given) => {
  const binary = { event: { DataType: 'Binary', BinaryValue: new TextEncoder().encode('placed') } };
  expect(await byAttributes(given, { event: ['placed'] }, [['binary', binary]])).toEqual([]);
});

behaviour('$or passes by either branch', {}, async (given) => {
  const policy = { $or: [{ customer: ['vip'] }, { region: [{ prefix: 'ap-' }] }] };
  const messages: Array<[string, Attributes?]> = [
    ['vip', texts({ customer: 'vip' })],
    ['ap', texts({ region: 'ap-1' })],
    ['neither', texts({ region: 'eu-1' })],
  ];
  expect((await byAttributes(given, policy, messages)).sort()).toEqual(['ap', 'vip']);
});

behaviour('a wildcard stands for any run of characters', {}, async (given) => {
  const messages = ['log-1.txt', 'log.txt', 'data.csv'].map((file): [string, Attributes] => [
    file,
    texts({ file }),
  ]);
  expect((await byAttributes(given, { file: [{ wildcard: 'log*.txt' }] }, messages)).sort()).toEqual([
    'log-1.txt',
    'log.txt',
  ]);
});

behaviour('a body passes by a nested key', {}, async (given) => {
  const yes = { order: { total: 30, country: 'KR' } };
  const no = { order: { total: 10, country: 'KR' } };
  expect(await byBody(given, { order: { total: [{ numeric: ['>', 20] }] } }, [yes, no])).toEqual([
    JSON.stringify(yes),
  ]);
});

behaviour('a body that is no JSON object passes no policy', {}, async (given) => {
  expect(await byBody(given, { a: [{ exists: false }] }, ['text', '[1]', '"a"', '7'])).toEqual([]);
});

behaviour('an array in a body passes when one element matches', {}, async (given) => {
  const yes = { items: [{ sku: 'a' }, { sku: 'b' }] };
  expect(await byBody(given, { items: { sku: ['b'] } }, [yes, { items: [{ sku: 'c' }] }])).toEqual([
    JSON.stringify(yes),
  ]);
});

behaviour('null matches an explicit null only', {}, async (given) => {
  expect(await byBody(given, { coupon: [null] }, [{ coupon: null }, { other: 1 }])).toEqual([
    '{"coupon":null}',
  ]);
});

behaviour('with scope body the attributes do not matter', {}, async (given) => {
  const messages: Array<[string, Attributes?]> = [['{"event":"paid"}', texts({ event: 'placed' })]];
  expect(await through(given, { event: ['placed'] }, 'MessageBody', messages)).toEqual([]);
});

behaviour('a changed filter policy holds for the next message', {}, async (given) => {
  const arn = await topic(given);
  const { url, subscriptionArn } = await subscribedQueue(given, arn, {
    RawMessageDelivery: 'true',
    FilterPolicy: '{"event":["placed"]}',
  });
  await publish(given.sns, arn, 'before', { MessageAttributes: texts({ event: 'paid' }) });
  await setSubscription(given.sns, subscriptionArn, 'FilterPolicy', '{"event":["paid"]}');
  await publish(given.sns, arn, 'after', { MessageAttributes: texts({ event: 'paid' }) });
  expect(await delivered(given, url)).toEqual(['after']);
});

behaviour('each subscription filters for itself', {}, async (given) => {
  const arn = await topic(given);
  const raw = { RawMessageDelivery: 'true' };
  const paid = await subscribedQueue(given, arn, { ...raw, FilterPolicy: '{"event":["paid"]}' });
  const all = await subscribedQueue(given, arn, raw);
  await publish(given.sns, arn, 'x', { MessageAttributes: texts({ event: 'placed' }) });
  expect([await delivered(given, paid.url), await delivered(given, all.url)]).toEqual([[], ['x']]);
});
