import {
  CreateTopicCommand,
  DeleteTopicCommand,
  ListTopicsCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import { delivered, publish, subscribedQueue, topic, topicAttributes } from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

const create = (
  sns: SNSClient,
  Name: string,
  Attributes: Record<string, string> = {},
  Tags: Record<string, string> = {},
) =>
  sns.send(
    new CreateTopicCommand({
      Name,
      Attributes,
      Tags: Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  );

async function allTopics(sns: SNSClient): Promise<string[]> {
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListTopicsCommand({ NextToken }));
    found.push(...(page.Topics ?? []).map(({ TopicArn = '' }) => TopicArn));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

behaviour(
  'the ARN of a topic names region, account and topic',
  {},
  async ({ sns, name, region, account }) => {
    const Name = name();
    const { TopicArn } = await create(sns, Name);
    expect(TopicArn).toBe(`arn:aws:sns:${region}:${account}:${Name}`);
  },
);

behaviour('creating the same topic again gives its ARN', {}, async ({ sns, name }) => {
  const Name = name();
  const first = await create(sns, Name);
  expect((await create(sns, Name)).TopicArn).toBe(first.TopicArn);
});

behaviour('creating a topic again with the same attributes gives its ARN', {}, async ({ sns, name }) => {
  const Name = name();
  const first = await create(sns, Name, { DisplayName: 'shop' });
  expect((await create(sns, Name, { DisplayName: 'shop' })).TopicArn).toBe(first.TopicArn);
});

behaviour('creating a topic again with other attributes is refused', {}, async ({ sns, name }) => {
  const Name = name();
  await create(sns, Name, { DisplayName: 'shop' });
  expect(await refusal(create(sns, Name, { DisplayName: 'store' }))).toEqual({
    name: 'InvalidParameterException',
    code: 'InvalidParameter',
    status: 400,
    message: 'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
  });
});

behaviour('creating a topic again with other tags is refused', {}, async ({ sns, name }) => {
  const Name = name();
  await create(sns, Name, {}, { team: 'a' });
  expect(await refusal(create(sns, Name, {}, { team: 'b' }))).toMatchObject({
    message: 'Invalid parameter: Tags Reason: Topic already exists with different tags',
  });
});

for (const bad of ['with space', 'with.dot', 'a'.repeat(257), 'ümlaut'])
  behaviour(`a topic cannot be called ${bad.slice(0, 20)}`, {}, async ({ sns }) => {
    expect(await refusal(create(sns, bad))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'Invalid parameter: Topic Name',
    });
  });

behaviour('a name may have 256 characters', {}, async ({ sns }) => {
  expect((await create(sns, 'a'.repeat(256))).TopicArn).toMatch(/:a{256}$/);
});

behaviour('a FIFO topic must end in .fifo', {}, async ({ sns, name }) => {
  expect((await refusal(create(sns, name(), { FifoTopic: 'true' }))).message).toMatch(
    /^Fifo Topic names must end with \.fifo and must be made up of/,
  );
});

behaviour('a name that ends in .fifo needs the attribute FifoTopic', {}, async ({ sns, name }) => {
  expect(await refusal(create(sns, name('.fifo')))).toMatchObject({
    message: 'Invalid parameter: Topic Name',
  });
});

behaviour('an unknown attribute is refused when a topic is created', {}, async ({ sns, name }) => {
  expect(await refusal(create(sns, name(), { Bogus: '1' }))).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: Attributes Reason: AttributeName',
  });
});

behaviour('a deleted topic is gone', {}, async (given) => {
  const TopicArn = await topic(given);
  await given.sns.send(new DeleteTopicCommand({ TopicArn }));
  expect(await refusal(topicAttributes(given.sns, TopicArn))).toEqual({
    name: 'NotFoundException',
    code: 'NotFound',
    status: 404,
    message: 'Topic does not exist',
  });
});

behaviour('deleting a topic twice is no error', {}, async (given) => {
  const TopicArn = await topic(given);
  await given.sns.send(new DeleteTopicCommand({ TopicArn }));
  await given.sns.send(new DeleteTopicCommand({ TopicArn }));
});

behaviour('a topic made anew has none of the old subscriptions', {}, async (given) => {
  const Name = given.name();
  const { TopicArn = '' } = await create(given.sns, Name);
  const { url } = await subscribedQueue(given, TopicArn);
  await given.sns.send(new DeleteTopicCommand({ TopicArn }));
  await create(given.sns, Name);
  await publish(given.sns, TopicArn, 'hello');
  expect(await delivered(given, url)).toEqual([]);
});

behaviour('topics are listed a hundred a page', { alone: true }, async ({ sns, name }) => {
  const made = await Promise.all(
    Array.from({ length: 105 }, async () => (await create(sns, name())).TopicArn),
  );
  const first = await sns.send(new ListTopicsCommand({}));
  expect(first.Topics).toHaveLength(100);
  expect(first.NextToken).toBeTruthy();
  expect((await allTopics(sns)).sort()).toEqual(made.sort());
});

behaviour('the last page of topics has no token', { alone: true }, async (given) => {
  const TopicArn = await topic(given);
  const { Topics, NextToken } = await given.sns.send(new ListTopicsCommand({}));
  expect(Topics).toEqual([{ TopicArn }]);
  expect(NextToken).toBeUndefined();
});

behaviour('topics of another region are not listed', {}, async (given) => {
  await topic(given);
  expect(await allTopics(given.as(given.account, 'eu-central-1').sns)).toEqual([]);
});

behaviour('topics of another account are not listed', {}, async (given) => {
  await topic(given);
  expect(await allTopics(given.as('111122223333').sns)).toEqual([]);
});

behaviour('a topic must be called in its own region', {}, async (given) => {
  const TopicArn = await topic(given);
  const elsewhere = given.as(given.account, 'eu-central-1').sns;
  expect(await refusal(topicAttributes(elsewhere, TopicArn))).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: TopicArn',
  });
});

behaviour('text that is no ARN is refused with the number of its elements', {}, async ({ sns }) => {
  expect(await refusal(topicAttributes(sns, 'randomstring'))).toMatchObject({
    name: 'InvalidParameterException',
    message: 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
  });
});
