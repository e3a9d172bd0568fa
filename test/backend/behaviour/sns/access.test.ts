import {
  AddPermissionCommand,
  ConfirmSubscriptionCommand,
  RemovePermissionCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import {
  delivered,
  openQueue,
  publish,
  setTopic,
  subscribe,
  subscriptionAttributes,
  topic,
  topicAttributes,
} from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

const OTHER = '111122223333';

interface Statement {
  Sid?: string;
  Principal?: { AWS: string | string[] };
  Action?: string | string[];
}

async function statements(given: Behaviour, arn: string): Promise<Statement[]> {
  const { Policy = '' } = await topicAttributes(given.sns, arn);
  return (JSON.parse(Policy) as { Statement: Statement[] }).Statement;
}

const allow = (
  given: Behaviour,
  TopicArn: string,
  Label: string,
  ActionName: string[],
  AWSAccountId = [OTHER],
) => given.sns.send(new AddPermissionCommand({ TopicArn, Label, AWSAccountId, ActionName }));

behaviour('another account may not publish', {}, async (given) => {
  const arn = await topic(given);
  expect(await refusal(publish(given.as(OTHER).sns, arn, 'x'))).toMatchObject({
    name: 'AuthorizationErrorException',
    code: 'AuthorizationError',
    status: 403,
  });
});

behaviour('AddPermission lets another account publish', {}, async (given) => {
  const arn = await topic(given);
  await allow(given, arn, 'friends', ['Publish']);
  expect((await publish(given.as(OTHER).sns, arn, 'x')).MessageId).toBeTruthy();
});

behaviour('what AddPermission does not name stays forbidden', {}, async (given) => {
  const arn = await topic(given);
  await allow(given, arn, 'friends', ['Publish']);
  expect((await refusal(topicAttributes(given.as(OTHER).sns, arn))).name).toBe('AuthorizationErrorException');
});

behaviour('AddPermission adds a statement to the policy', {}, async (given) => {
  const arn = await topic(given);
  await allow(given, arn, 'friends', ['Publish', 'Subscribe'], [OTHER, '444455556666']);
  expect((await statements(given, arn))[1]).toEqual({
    Sid: 'friends',
    Effect: 'Allow',
    Principal: { AWS: [`arn:aws:iam::${OTHER}:root`, 'arn:aws:iam::444455556666:root'] },
    Action: ['SNS:Publish', 'SNS:Subscribe'],
    Resource: arn,
  });
});

behaviour('a label is used once', {}, async (given) => {
  const arn = await topic(given);
  await allow(given, arn, 'friends', ['Publish']);
  expect(await refusal(allow(given, arn, 'friends', ['Subscribe']))).toMatchObject({
    message: 'Invalid parameter: Statement already exists',
  });
});

behaviour('AddPermission knows the actions of SNS only', {}, async (given) => {
  const arn = await topic(given);
  expect(await refusal(allow(given, arn, 'friends', ['SendMessage']))).toMatchObject({
    message: 'Invalid parameter: Policy statement action out of service scope!',
  });
});

behaviour('RemovePermission takes the statement out again', {}, async (given) => {
  const TopicArn = await topic(given);
  await allow(given, TopicArn, 'friends', ['Publish']);
  await given.sns.send(new RemovePermissionCommand({ TopicArn, Label: 'friends' }));
  expect((await statements(given, TopicArn)).map(({ Sid }) => Sid)).toEqual(['__default_statement_ID']);
  expect((await refusal(publish(given.as(OTHER).sns, TopicArn, 'x'))).name).toBe(
    'AuthorizationErrorException',
  );
});

behaviour('an explicit deny holds for the own account too', {}, async (given) => {
  const arn = await topic(given);
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sns:Publish', Resource: arn };
  await setTopic(given.sns, arn, 'Policy', JSON.stringify({ Version: '2012-10-17', Statement: [deny] }));
  expect((await refusal(publish(given.sns, arn, 'x'))).message).toContain('explicit deny');
});

behaviour('a policy may allow subscriptions of one protocol only', {}, async (given) => {
  const arn = await topic(given);
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
      Action: 'sns:Subscribe',
      Resource: arn,
      Condition: { StringEquals: { 'sns:Protocol': 'sqs' } },
    },
  ];
  await setTopic(given.sns, arn, 'Policy', JSON.stringify({ Version: '2012-10-17', Statement }));
  const other = given.as(OTHER).sns;
  expect((await refusal(subscribe(other, arn, 'email', 'a@example.com'))).name).toBe(
    'AuthorizationErrorException',
  );
  expect(await subscribe(other, arn, 'sqs', `arn:aws:sqs:us-east-1:${OTHER}:q`)).toContain(arn);
});

behaviour(
  'the owner of a queue may subscribe it to another account without being asked',
  {},
  async (given) => {
    const arn = await topic(given);
    await allow(given, arn, 'friends', ['Subscribe']);
    const subscription = await subscribe(given.as(OTHER).sns, arn, 'sqs', `arn:aws:sqs:us-east-1:${OTHER}:q`);
    expect(await subscriptionAttributes(given.as(OTHER).sns, subscription)).toMatchObject({
      PendingConfirmation: 'false',
      Owner: OTHER,
    });
  },
);

behaviour('a queue of another account has to confirm, by the message it gets', {}, async (given) => {
  const arn = await topic(given);
  const url = await given.as(OTHER).sqs.send(new CreateQueueCommand({ QueueName: given.name() }));
  const queue = await openQueue({ ...given, ...given.as(OTHER), queue: async () => url.QueueUrl ?? '' }, arn);
  const pending = await given.sns.send(
    new SubscribeCommand({ TopicArn: arn, Protocol: 'sqs', Endpoint: queue.arn }),
  );
  expect(pending.SubscriptionArn).toBe('pending confirmation');
  const theirs = { ...given, ...given.as(OTHER) };
  const [body = ''] = await delivered(theirs, queue.url);
  const { Type, Token } = JSON.parse(body) as Record<string, string>;
  expect(Type).toBe('SubscriptionConfirmation');
  await given.sns.send(new ConfirmSubscriptionCommand({ TopicArn: arn, Token }));
  await publish(given.sns, arn, 'now');
  expect(await delivered(theirs, queue.url)).toHaveLength(1);
});
