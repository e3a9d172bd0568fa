import {
  CheckIfPhoneNumberIsOptedOutCommand,
  GetDataProtectionPolicyCommand,
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListOriginationNumbersCommand,
  ListPlatformApplicationsCommand,
  ListTagsForResourceCommand,
  PutDataProtectionPolicyCommand,
  SetSMSAttributesCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-sns';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { topic } from '../../../support/sns-calls.ts';
import { refusal } from '../../../support/sqs-calls.ts';

async function tagsOf({ sns }: Behaviour, ResourceArn: string): Promise<Record<string, string>> {
  const { Tags = [] } = await sns.send(new ListTagsForResourceCommand({ ResourceArn }));
  return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

const tag = ({ sns }: Behaviour, ResourceArn: string, tags: ReadonlyArray<[string, string]>) =>
  sns.send(new TagResourceCommand({ ResourceArn, Tags: tags.map(([Key, Value]) => ({ Key, Value })) }));

behaviour('tags are added, changed and removed', {}, async (given) => {
  const ResourceArn = await topic(given);
  await tag(given, ResourceArn, [
    ['team', 'a'],
    ['stage', ''],
  ]);
  await tag(given, ResourceArn, [['team', '결제']]);
  expect(await tagsOf(given, ResourceArn)).toEqual({ team: '결제', stage: '' });
  await given.sns.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage', 'unknown'] }));
  expect(await tagsOf(given, ResourceArn)).toEqual({ team: '결제' });
});

behaviour('the same tag twice is refused', {}, async (given) => {
  const arn = await topic(given);
  expect(
    await refusal(
      tag(given, arn, [
        ['a', '1'],
        ['a', '2'],
      ]),
    ),
  ).toMatchObject({
    message: 'Invalid parameter: Duplicated keys are not allowed.',
  });
});

behaviour('a topic has at most fifty tags', {}, async (given) => {
  const arn = await topic(given);
  await tag(
    given,
    arn,
    Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']),
  );
  expect((await refusal(tag(given, arn, [['one more', 'v']]))).name).toBe('TagLimitExceededException');
});

behaviour('tags of a topic that does not exist are refused', {}, async (given) => {
  expect(await refusal(tagsOf(given, `${await topic(given)}-missing`))).toMatchObject({
    name: 'ResourceNotFoundException',
    code: 'ResourceNotFound',
    status: 404,
  });
});

behaviour('attributes of text messages are kept', {}, async ({ sns }) => {
  await sns.send(new SetSMSAttributesCommand({ attributes: { DefaultSMSType: 'Transactional' } }));
  const { attributes } = await sns.send(new GetSMSAttributesCommand({}));
  expect(attributes).toMatchObject({ DefaultSMSType: 'Transactional' });
});

behaviour('an unknown attribute of text messages is refused', {}, async ({ sns }) => {
  expect(await refusal(sns.send(new SetSMSAttributesCommand({ attributes: { Bogus: '1' } })))).toMatchObject({
    message: 'Bogus is not a valid attribute',
  });
});

behaviour('only the attributes of text messages asked for are given', {}, async ({ sns }) => {
  await sns.send(new SetSMSAttributesCommand({ attributes: { DefaultSMSType: 'Promotional' } }));
  const { attributes } = await sns.send(new GetSMSAttributesCommand({ attributes: ['DefaultSMSType'] }));
  expect(attributes).toEqual({ DefaultSMSType: 'Promotional' });
});

behaviour('a new account is in the sandbox of text messages', {}, async ({ sns }) => {
  expect((await sns.send(new GetSMSSandboxAccountStatusCommand({}))).IsInSandbox).toBe(true);
});

behaviour('nobody has opted out', {}, async ({ sns }) => {
  const wish = { phoneNumber: '+821012345678' };
  expect((await sns.send(new CheckIfPhoneNumberIsOptedOutCommand(wish))).isOptedOut).toBe(false);
});

behaviour('there are no push platforms and no origination numbers', {}, async ({ sns }) => {
  expect((await sns.send(new ListPlatformApplicationsCommand({}))).PlatformApplications).toEqual([]);
  expect((await sns.send(new ListOriginationNumbersCommand({}))).PhoneNumbers).toEqual([]);
});

behaviour('data protection is closed to new customers', {}, async (given) => {
  const ResourceArn = await topic(given);
  const read = given.sns.send(new GetDataProtectionPolicyCommand({ ResourceArn }));
  expect(await refusal(read)).toMatchObject({ name: 'AuthorizationErrorException', status: 403 });
  const write = given.sns.send(
    new PutDataProtectionPolicyCommand({ ResourceArn, DataProtectionPolicy: '{}' }),
  );
  expect(await refusal(write)).toMatchObject({ name: 'AuthorizationErrorException', status: 403 });
});

/** Posts a request of the query protocol by hand; the SDK would never send these. */
async function post(
  { endpoint, headers }: Behaviour,
  form: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=any/20261122/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams(form),
  });
  return { status: answer.status, text: await answer.text() };
}

behaviour('an unknown action of SNS is refused', {}, async (given) => {
  const { status, text } = await post(given, { Action: 'Bogus', Version: '2010-03-31' });
  expect(status).toBe(400);
  expect(text).toContain('<Code>InvalidAction</Code>');
});

behaviour('an unknown parameter of SNS is refused', {}, async (given) => {
  const { status, text } = await post(given, { Action: 'ListTopics', Version: '2010-03-31', Bogus: '1' });
  expect(status).toBe(400);
  expect(text).toContain('Bogus');
});

behaviour('an answer has a request id, in text and header', {}, async (given) => {
  const { text } = await post(given, { Action: 'ListTopics', Version: '2010-03-31' });
  expect(text).toMatch(/^<ListTopicsResponse xmlns="http:\/\/sns\.amazonaws\.com\/doc\/2010-03-31\/">/);
  expect(text).toMatch(/<RequestId>\S+<\/RequestId>/);
});
