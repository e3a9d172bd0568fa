import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type MessageSystemAttributeName,
  type QueueAttributeName,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { receive, refusal } from '../../support/sqs-calls.ts';

describe.each(['constructor', 'toString', '__proto__'])('an attribute named %s', (name) => {
  let sandbox: TestSandbox;
  let sqs: SQSClient;
  let url: string;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
    sqs = sandbox.sqs();
    url = (await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))).QueueUrl ?? '';
  });
  afterEach(() => sandbox.close());

  const unknown = { name: 'InvalidAttributeName', message: `Unknown Attribute ${name}.` };

  it('cannot be set', async () => {
    const Attributes = Object.fromEntries([[name, '5']]);
    const set = sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
    expect(await refusal(set)).toMatchObject(unknown);
  });

  it('cannot be read', async () => {
    const AttributeNames = [name as QueueAttributeName];
    const read = sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames }));
    expect(await refusal(read)).toMatchObject(unknown);
  });

  it('cannot be received', async () => {
    const MessageSystemAttributeNames = [name as MessageSystemAttributeName];
    expect(await refusal(receive(sqs, url, { MessageSystemAttributeNames }))).toMatchObject(unknown);
  });
});
