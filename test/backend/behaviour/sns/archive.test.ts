import { DeleteTopicCommand } from '@aws-sdk/client-sns';
import { expect, vi } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import {
  delivered,
  FIFO,
  publish,
  setSubscription,
  setTopic,
  subscribedQueue,
  subscriptionAttributes,
  texts,
  topic,
  topicAttributes,
} from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

const DAY = 86_400_000;
const ARCHIVE = { ...FIFO, ArchivePolicy: '{"MessageRetentionPeriod":"30"}' };
const RAW = { RawMessageDelivery: 'true' };

const iso = (at: number): string => new Date(at).toISOString();
const replay = (from: number, until?: number): string =>
  JSON.stringify({
    PointType: 'Timestamp',
    StartingPoint: iso(from),
    ...(until !== undefined && { EndingPoint: iso(until) }),
  });

/** Lets the server's time pass until the replay of a subscription has this status. */
async function untilStatus(given: Behaviour, subscriptionArn: string, status: string): Promise<void> {
  await vi.waitUntil(
    async () => {
      await given.clock.pass(200);
      return (await subscriptionAttributes(given.sns, subscriptionArn)).ReplayStatus === status;
    },
    { timeout: 5000, interval: 5 },
  );
}

/** An archived topic with messages published a minute apart, from `start` on. */
async function archived(
  given: Behaviour,
  bodies: readonly string[],
): Promise<{ arn: string; start: number }> {
  const arn = await topic(given, ARCHIVE);
  const start = given.clock.now();
  for (const body of bodies) {
    await publish(given.sns, arn, body, { MessageGroupId: 'g' });
    await given.clock.pass(60_000);
  }
  await given.clock.pass(10 * 60_000);
  return { arn, start };
}

behaviour('an archived topic says since when', {}, async (given) => {
  const arn = await topic(given, ARCHIVE);
  const { ArchivePolicy, BeginningArchiveTime = '' } = await topicAttributes(given.sns, arn);
  expect(ArchivePolicy).toBe(ARCHIVE.ArchivePolicy);
  expect(Math.abs(Date.parse(BeginningArchiveTime) - given.clock.now())).toBeLessThan(5000);
});

for (const policy of [
  '{"MessageRetentionPeriod":"0"}',
  '{"MessageRetentionPeriod":"366"}',
  '{"Days":"3"}',
  'x',
])
  behaviour(`the ArchivePolicy ${policy} is refused`, {}, async (given) => {
    const arn = await topic(given, FIFO);
    expect((await refusal(setTopic(given.sns, arn, 'ArchivePolicy', policy))).message).toMatch(
      /^Invalid parameter: ArchivePolicy/,
    );
  });

behaviour('a topic with an archive cannot be deleted', {}, async (given) => {
  const TopicArn = await topic(given, ARCHIVE);
  expect((await refusal(given.sns.send(new DeleteTopicCommand({ TopicArn })))).name).toBe(
    'InvalidStateException',
  );
  await setTopic(given.sns, TopicArn, 'ArchivePolicy', '{}');
  await given.sns.send(new DeleteTopicCommand({ TopicArn }));
});

behaviour('the beginning of an archive moves on with its retention', { needsClock: true }, async (given) => {
  const arn = await topic(given, { ...FIFO, ArchivePolicy: '{"MessageRetentionPeriod":"1"}' });
  await given.clock.pass(3 * DAY);
  const { BeginningArchiveTime = '' } = await topicAttributes(given.sns, arn);
  expect(Date.parse(BeginningArchiveTime)).toBe(given.clock.now() - DAY);
});

behaviour('a replay brings the archived messages in their order', { needsClock: true }, async (given) => {
  const { arn, start } = await archived(given, ['1', '2', '3']);
  const { url, subscriptionArn } = await subscribedQueue(given, arn, RAW, { FifoQueue: 'true' });
  await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start));
  await untilStatus(given, subscriptionArn, 'Completed');
  expect(await delivered(given, url)).toEqual(['1', '2', '3']);
});

behaviour('a replay goes through Pending and In progress', { needsClock: true }, async (given) => {
  const { arn, start } = await archived(
    given,
    Array.from({ length: 25 }, (_, index) => `${index}`),
  );
  const { subscriptionArn } = await subscribedQueue(given, arn, RAW, { FifoQueue: 'true' });
  await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start));
  expect((await subscriptionAttributes(given.sns, subscriptionArn)).ReplayStatus).toBe('Pending');
  await given.clock.pass(100);
  expect((await subscriptionAttributes(given.sns, subscriptionArn)).ReplayStatus).toBe('In progress');
  await untilStatus(given, subscriptionArn, 'Completed');
});

behaviour('a replayed message keeps its id and time and says so', { needsClock: true }, async (given) => {
  const arn = await topic(given, ARCHIVE);
  const start = given.clock.now();
  const { MessageId } = await publish(given.sns, arn, 'old', { MessageGroupId: 'g' });
  await given.clock.pass(DAY);
  const { url, subscriptionArn } = await subscribedQueue(given, arn, {}, { FifoQueue: 'true' });
  await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start));
  await untilStatus(given, subscriptionArn, 'Completed');
  const [body = ''] = await delivered(given, url);
  expect(JSON.parse(body)).toMatchObject({
    MessageId,
    Timestamp: iso(start),
    Message: 'old',
    Replayed: true,
  });
});

behaviour('a replay brings only what lies between its points', { needsClock: true }, async (given) => {
  const { arn, start } = await archived(given, ['1', '2', '3', '4']);
  const { url, subscriptionArn } = await subscribedQueue(given, arn, RAW, { FifoQueue: 'true' });
  await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start + 60_000, start + 150_000));
  await untilStatus(given, subscriptionArn, 'Completed');
  expect(await delivered(given, url)).toEqual(['2', '3']);
});

behaviour('after a replay without an end new messages follow', { needsClock: true }, async (given) => {
  const { arn, start } = await archived(given, ['old']);
  const { url, subscriptionArn } = await subscribedQueue(given, arn, RAW, { FifoQueue: 'true' });
  await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start));
  await publish(given.sns, arn, 'during', { MessageGroupId: 'g' });
  await untilStatus(given, subscriptionArn, 'Completed');
  await publish(given.sns, arn, 'after', { MessageGroupId: 'g' });
  expect(await delivered(given, url)).toEqual(['old', 'during', 'after']);
});

behaviour(
  'after a replay with an end no new message comes until the policy is removed',
  { needsClock: true },
  async (given) => {
    const { arn, start } = await archived(given, ['old']);
    const { url, subscriptionArn } = await subscribedQueue(given, arn, RAW, { FifoQueue: 'true' });
    await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start, start + 60_000));
    await untilStatus(given, subscriptionArn, 'Completed');
    await publish(given.sns, arn, 'held back', { MessageGroupId: 'g' });
    await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', '{}');
    await publish(given.sns, arn, 'new', { MessageGroupId: 'g' });
    expect(await delivered(given, url)).toEqual(['old', 'new']);
  },
);

behaviour('the filter of the subscription holds in a replay', { needsClock: true }, async (given) => {
  const arn = await topic(given, ARCHIVE);
  const start = given.clock.now();
  for (const event of ['placed', 'paid'])
    await publish(given.sns, arn, event, { MessageGroupId: 'g', MessageAttributes: texts({ event }) });
  await given.clock.pass(DAY);
  const { url, subscriptionArn } = await subscribedQueue(
    given,
    arn,
    { ...RAW, FilterPolicy: '{"event":["paid"]}' },
    { FifoQueue: 'true' },
  );
  await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start));
  await untilStatus(given, subscriptionArn, 'Completed');
  expect(await delivered(given, url)).toEqual(['paid']);
});

behaviour('a new replay replaces the one that runs', { needsClock: true }, async (given) => {
  const { arn, start } = await archived(
    given,
    Array.from({ length: 15 }, (_, index) => `${index}`),
  );
  const { url, subscriptionArn } = await subscribedQueue(given, arn, RAW);
  await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start));
  await given.clock.pass(100);
  expect(await delivered(given, url)).toHaveLength(10);
  await setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(start, start + 60_000));
  await untilStatus(given, subscriptionArn, 'Completed');
  expect((await delivered(given, url)).sort()).toEqual(['0', '1']);
});

const refusedReplays: Array<[name: string, policy: (now: number) => string]> = [
  ['before the archive begins', (now) => replay(now - DAY)],
  ['from the future', (now) => replay(now + DAY)],
  ['that ends before it starts', (now) => replay(now, now - 1000)],
  ['of another point type', (now) => JSON.stringify({ PointType: 'Sequence', StartingPoint: iso(now) })],
  ['without a time', () => JSON.stringify({ PointType: 'Timestamp', StartingPoint: 'yesterday' })],
];
for (const [name, policy] of refusedReplays)
  behaviour(`a replay is refused ${name}`, {}, async (given) => {
    const { subscriptionArn } = await subscribedQueue(
      given,
      await topic(given, ARCHIVE),
      {},
      { FifoQueue: 'true' },
    );
    const refused = setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', policy(given.clock.now()));
    expect((await refusal(refused)).message).toMatch(/^Invalid parameter: ReplayPolicy: /);
  });

behaviour('a replay of a topic without an archive is refused', {}, async (given) => {
  const { subscriptionArn } = await subscribedQueue(
    given,
    await topic(given, FIFO),
    {},
    { FifoQueue: 'true' },
  );
  const refused = setSubscription(given.sns, subscriptionArn, 'ReplayPolicy', replay(given.clock.now()));
  expect((await refusal(refused)).message).toMatch(/^Invalid parameter: ReplayPolicy: /);
});

behaviour('a subscription may start with a replay', { needsClock: true }, async (given) => {
  const { arn, start } = await archived(given, ['1', '2']);
  const { url, subscriptionArn } = await subscribedQueue(
    given,
    arn,
    { ...RAW, ReplayPolicy: replay(start) },
    { FifoQueue: 'true' },
  );
  await untilStatus(given, subscriptionArn, 'Completed');
  expect(await delivered(given, url)).toEqual(['1', '2']);
});
