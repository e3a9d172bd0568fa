import {
  AddPermissionCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { arnOf, attributes, bodies, receive, refusal, send } from '../../../support/sqs-calls.ts';

const OTHER = '222222222222';

interface Policy {
  Statement: Array<{ Sid: string; Effect: string; Principal: unknown; Action: unknown; Resource: string }>;
}

const setPolicy = ({ sqs }: Behaviour, QueueUrl: string, policy: string) =>
  sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policy } }));
const statement = (Resource: string, more: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'sqs:*',
  Resource,
  ...more,
});
const toPolicy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

async function policyOf({ sqs }: Behaviour, url: string): Promise<Policy> {
  return JSON.parse((await attributes(sqs, url))['Policy'] ?? '{"Statement":[]}') as Policy;
}

behaviour('a policy is stored as it was written', {}, async (given) => {
  const url = await given.queue();
  const policy = `{ "Version":"2012-10-17",\n  "Statement": [${JSON.stringify(statement(await arnOf(given.sqs, url), {}))}] }`;
  await setPolicy(given, url, policy);
  expect((await attributes(given.sqs, url))['Policy']).toBe(policy);
});

behaviour('an empty policy removes it', {}, async (given) => {
  const url = await given.queue();
  await setPolicy(given, url, toPolicy(statement(await arnOf(given.sqs, url), {})));
  await setPolicy(given, url, '');
  expect(await attributes(given.sqs, url)).not.toHaveProperty('Policy');
});

for (const [what, policy] of [
  ['that is no JSON', 'allow all'],
  ['without a statement', '{"Version":"2012-10-17"}'],
  [
    'without a principal',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}',
  ],
  [
    'with an unknown effect',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Maybe","Principal":"*","Action":"sqs:*","Resource":"*"}]}',
  ],
  ['over 8,192 bytes', toPolicy(statement(`arn:aws:sqs:us-east-1:000000000000:${'x'.repeat(8192)}`, {}))],
] as const) {
  behaviour(`a policy ${what} is refused`, {}, async (given) => {
    const refused = await refusal(setPolicy(given, await given.queue(), policy));
    expect(refused).toMatchObject({
      name: 'InvalidAttributeValue',
      message: 'Invalid value for the parameter Policy.',
    });
  });
}

behaviour('AddPermission writes a statement for the accounts', {}, async (given) => {
  const QueueUrl = await given.queue();
  await given.sqs.send(
    new AddPermissionCommand({
      QueueUrl,
      Label: 'partners',
      AWSAccountIds: [OTHER],
      Actions: ['SendMessage'],
    }),
  );
  expect((await policyOf(given, QueueUrl)).Statement).toEqual([
    {
      Sid: 'partners',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
      Action: 'SQS:SendMessage',
      Resource: await arnOf(given.sqs, QueueUrl),
    },
  ]);
});

behaviour('AddPermission refuses a label that is there', {}, async ({ sqs, queue }) => {
  const input = { QueueUrl: await queue(), Label: 'a', AWSAccountIds: [OTHER], Actions: ['SendMessage'] };
  await sqs.send(new AddPermissionCommand(input));
  expect(await refusal(sqs.send(new AddPermissionCommand(input)))).toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Value a for parameter Label is invalid. Reason: Already exists.',
  });
});

behaviour('AddPermission refuses eight actions', {}, async ({ sqs, queue }) => {
  const Actions = Array.from({ length: 8 }, () => 'SendMessage');
  const input = { QueueUrl: await queue(), Label: 'a', AWSAccountIds: [OTHER], Actions };
  expect(await refusal(sqs.send(new AddPermissionCommand(input)))).toMatchObject({
    name: 'OverLimit',
    status: 403,
  });
});

behaviour('AddPermission refuses what only the owner may do', {}, async ({ sqs, queue }) => {
  const input = { QueueUrl: await queue(), Label: 'a', AWSAccountIds: [OTHER], Actions: ['DeleteQueue'] };
  expect((await refusal(sqs.send(new AddPermissionCommand(input)))).name).toBe('InvalidParameterValue');
});

behaviour('RemovePermission takes its statement out', {}, async (given) => {
  const QueueUrl = await given.queue();
  for (const Label of ['a', 'b']) {
    const input = { QueueUrl, Label, AWSAccountIds: [OTHER], Actions: ['SendMessage'] };
    await given.sqs.send(new AddPermissionCommand(input));
  }
  await given.sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'a' }));
  expect((await policyOf(given, QueueUrl)).Statement.map(({ Sid }) => Sid)).toEqual(['b']);
});

behaviour('RemovePermission of an unknown label is refused', {}, async ({ sqs, queue }) => {
  const remove = sqs.send(new RemovePermissionCommand({ QueueUrl: await queue(), Label: 'nobody' }));
  expect(await refusal(remove)).toMatchObject({
    name: 'InvalidParameterValue',
    message: "Value nobody for parameter Label is invalid. Reason: can't find label.",
  });
});

behaviour('another account cannot use a queue whose policy does not name it', {}, async ({ as, queue }) => {
  const url = await queue();
  const refused = await refusal(send(as(OTHER).sqs, url, 'x'));
  expect(refused).toMatchObject({ name: 'AccessDenied', status: 403 });
  expect(refused.message).toContain('sqs:sendmessage');
});

behaviour('another account may do what the policy allows and nothing else', {}, async (given) => {
  const url = await given.queue();
  const { sqs } = given.as(OTHER);
  const input = {
    QueueUrl: url,
    Label: 'a',
    AWSAccountIds: [OTHER],
    Actions: ['SendMessage', 'GetQueueUrl'],
  };
  await given.sqs.send(new AddPermissionCommand(input));
  await send(sqs, url, 'from elsewhere');
  const QueueName = url.split('/').at(-1);
  const found = await sqs.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId: given.account }));
  expect(found.QueueUrl).toBe(url);
  expect((await refusal(receive(sqs, url))).name).toBe('AccessDenied');
  expect(bodies(await receive(given.sqs, url))).toEqual(['from elsewhere']);
});

behaviour("the owner's actions are never another account's", {}, async (given) => {
  const QueueUrl = await given.queue();
  await setPolicy(given, QueueUrl, toPolicy(statement(await arnOf(given.sqs, QueueUrl), {})));
  const { sqs } = given.as(OTHER);
  await send(sqs, QueueUrl, 'x');
  const requests = [
    () => sqs.send(new DeleteQueueCommand({ QueueUrl })),
    () => sqs.send(new TagQueueCommand({ QueueUrl, Tags: { a: 'b' } })),
    () => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '1' } })),
  ];
  for (const request of requests) expect((await refusal(request())).name).toBe('AccessDenied');
});

behaviour('an explicit Deny holds for the own account, and the owner can take it back', {}, async (given) => {
  const url = await given.queue();
  const deny = { Effect: 'Deny', Action: 'sqs:SendMessage' };
  await setPolicy(given, url, toPolicy(statement(await arnOf(given.sqs, url), deny)));
  const refused = await refusal(send(given.sqs, url, 'x'));
  expect([refused.name, refused.message]).toEqual([
    'AccessDenied',
    expect.stringContaining('with an explicit deny in a resource-based policy'),
  ]);
  await setPolicy(given, url, '');
  await send(given.sqs, url, 'x');
});

behaviour('a statement that demands TLS lets loopback through', {}, async (given) => {
  const url = await given.queue();
  const tls = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  await setPolicy(given, url, toPolicy(statement(await arnOf(given.sqs, url), tls)));
  await send(given.sqs, url, 'x');
});
