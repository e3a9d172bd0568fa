import {
  AddPermissionCommand as AddTopicPermissionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { AddPermissionCommand, CreateQueueCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { attributes, refusal, send } from '../../support/sqs-calls.ts';

const OTHER = '222222222222';

describe.each([
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-east-1', 'aws'],
])('in %s the partition is %s', (region, partition) => {
  let sandbox: TestSandbox;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  it('of the caller', async () => {
    const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'any' };
    const sts = new STSClient({ endpoint: sandbox.url, region, credentials });
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();
    expect(Arn).toBe(`arn:${partition}:iam::${ACCOUNT}:root`);
  });

  it('of those whom a queue lets in', async () => {
    const sqs = sandbox.sqs(ACCOUNT, region);
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
    const from = sandbox.sqs(OTHER, region);
    expect((await refusal(send(from, QueueUrl, 'x'))).message).toContain(
      `arn:${partition}:iam::${OTHER}:root`,
    );
    const grant = { Label: 'l', AWSAccountIds: [OTHER], Actions: ['SendMessage'] };
    await sqs.send(new AddPermissionCommand({ QueueUrl, ...grant }));
    expect((await attributes(sqs, QueueUrl)).Policy).toContain(`"arn:${partition}:iam::${OTHER}:root"`);
    await send(from, QueueUrl, 'x');
  });

  it('of those whom a topic lets in', async () => {
    const sns = sandbox.sns(ACCOUNT, region);
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 't' }));
    const grant = { Label: 'l', AWSAccountId: [OTHER], ActionName: ['Publish'] };
    await sns.send(new AddTopicPermissionCommand({ TopicArn, ...grant }));
    const published = await sandbox.sns(OTHER, region).send(new PublishCommand({ TopicArn, Message: 'x' }));
    expect(published.MessageId).toBeDefined();
    const Endpoint = `arn:${partition}:sqs:${region}:${ACCOUNT}:q`;
    const { SubscriptionArn } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(Attributes?.SubscriptionPrincipal).toBe(`arn:${partition}:iam::${ACCOUNT}:root`);
  });
});
