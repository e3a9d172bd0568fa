import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

const SIGNED = `AWS4-HMAC-SHA256 Credential=111111111111/20261122/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=any`;

describe('SQS in the query protocol of older clients', () => {
  let sandbox: TestSandbox;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  /** Posts a form to the path of a queue; gives status and XML without what differs from request to request. */
  const call = async (path: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers: { Authorization: SIGNED, ...headers },
      body: new URLSearchParams({ Version: '2012-11-05', ...form }),
    });
    const text = await response.text();
    return { status: response.status, xml: text.replace(/<RequestId>.*?<\/RequestId>/, '') };
  };
  const create = () => call('/', { Action: 'CreateQueue', QueueName: 'old' });
  const queue = '/111111111111/old';

  it('makes a queue of flattened attributes and tags', async () => {
    const { status, xml } = await call('/', {
      Action: 'CreateQueue',
      QueueName: 'old',
      'Attribute.1.Name': 'VisibilityTimeout',
      'Attribute.1.Value': '40',
      'Tag.1.Key': 'team',
      'Tag.1.Value': 'a + b',
    });
    expect(status).toBe(200);
    expect(xml).toBe(
      '<CreateQueueResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><CreateQueueResult>' +
        `<QueueUrl>${sandbox.url}${queue}</QueueUrl>` +
        '</CreateQueueResult><ResponseMetadata></ResponseMetadata></CreateQueueResponse>',
    );
    const made = sandbox.world.realm('111111111111', 'us-east-1').sqs.queues.get('old');
    expect(made?.settings.visibilityTimeout).toBe(40);
    expect(made?.tags).toEqual({ team: 'a + b' });
  });

  it('names the queue by the path, or by QueueUrl', async () => {
    await create();
    const byPath = await call(queue, { Action: 'GetQueueAttributes', 'AttributeName.1': 'QueueArn' });
    expect(byPath.xml).toContain(
      '<Attribute><Name>QueueArn</Name><Value>arn:aws:sqs:us-east-1:111111111111:old</Value></Attribute>',
    );
    const byUrl = await call('/', {
      Action: 'GetQueueAttributes',
      QueueUrl: `${sandbox.url}${queue}`,
      'AttributeName.1': 'QueueArn',
    });
    expect(byUrl.xml).toBe(byPath.xml);
  });

  it('sends and receives with attributes of both kinds', async () => {
    await create();
    const sent = await call(queue, {
      Action: 'SendMessage',
      MessageBody: 'a<b> & 주문',
      DelaySeconds: '0',
      'MessageAttribute.1.Name': 'kind',
      'MessageAttribute.1.Value.DataType': 'Binary',
      'MessageAttribute.1.Value.BinaryValue': 'AP8=',
      'MessageSystemAttribute.1.Name': 'AWSTraceHeader',
      'MessageSystemAttribute.1.Value.DataType': 'String',
      'MessageSystemAttribute.1.Value.StringValue': 'Root=1',
    });
    expect(sent.xml).toMatch(/<SendMessageResult><MessageId>[-0-9a-f]{36}<\/MessageId>/);
    const { xml } = await call(queue, {
      Action: 'ReceiveMessage',
      MaxNumberOfMessages: '10',
      'AttributeName.1': 'AWSTraceHeader',
      'MessageAttributeName.1': 'All',
    });
    expect(xml).toContain('<Body>a&lt;b&gt; &amp; 주문</Body>');
    expect(xml).toContain('<Attribute><Name>AWSTraceHeader</Name><Value>Root=1</Value></Attribute>');
    expect(xml).toContain(
      '<MessageAttribute><Name>kind</Name><Value><DataType>Binary</DataType><BinaryValue>AP8=</BinaryValue></Value></MessageAttribute>',
    );
  });

  it('answers a batch with what was taken and what was not', async () => {
    await create();
    const { status, xml } = await call(queue, {
      Action: 'SendMessageBatch',
      'SendMessageBatchRequestEntry.1.Id': 'good',
      'SendMessageBatchRequestEntry.1.MessageBody': 'x',
      'SendMessageBatchRequestEntry.2.Id': 'bad',
      'SendMessageBatchRequestEntry.2.MessageBody': 'x',
      'SendMessageBatchRequestEntry.2.DelaySeconds': '901',
    });
    expect(status).toBe(200);
    expect(xml).toMatch(/<SendMessageBatchResultEntry><Id>good<\/Id>.*<\/SendMessageBatchResultEntry>/);
    expect(xml).toMatch(
      /<BatchResultErrorEntry><Id>bad<\/Id><SenderFault>true<\/SenderFault><Code>InvalidParameterValue</,
    );
  });

  it('refuses with the code of the query protocol', async () => {
    const refused = await call('/', { Action: 'GetQueueUrl', QueueName: 'nobody' });
    expect(refused.status).toBe(400);
    expect(refused.xml).toContain(
      '<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>The specified queue does not exist.</Message>',
    );
  });

  it('refuses numbers that are none', async () => {
    await create();
    const refused = await call(queue, { Action: 'ReceiveMessage', MaxNumberOfMessages: 'many' });
    expect(refused.status).toBe(400);
    expect(refused.xml).toContain('<Code>SerializationException</Code>');
  });

  it('refuses an unsigned request', async () => {
    const refused = await call('/', { Action: 'ListQueues' }, { Authorization: '' });
    expect(refused.status).toBe(403);
    expect(refused.xml).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});

describe('JSON without a target', () => {
  it('is refused in JSON', async () => {
    const sandbox = await startTestSandbox();
    const response = await fetch(sandbox.url, {
      method: 'POST',
      headers: { Authorization: SIGNED, 'Content-Type': 'application/x-amz-json-1.0' },
      body: '{}',
    });
    expect(await response.json()).toMatchObject({
      __type: 'com.amazon.coral.service#UnknownOperationException',
    });
    await sandbox.close();
  });
});
