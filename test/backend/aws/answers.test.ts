import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failureOf,
  startAnswering,
  startTestBackend,
  type Answer,
  type Answering,
  type TestBackend,
} from '../../support/backend.ts';

const scope = { profile: 'local', region: 'us-east-1' };
const queueUrl = 'http://sqs.local/000000000000/orders';
const topicArn = 'arn:aws:sns:us-east-1:000000000000:events';
let endpoint: Answering;
let test: TestBackend;
let answer: (action: string) => Answer | Promise<Answer>;

beforeEach(async () => {
  endpoint = await startAnswering(({ action }) => answer(action));
  test = await startTestBackend();
  test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
  test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
});
afterEach(async () => {
  await test.close();
  await endpoint.close();
});

const json = (status: number, body: object, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify(body),
  headers,
});
const snsError = (status: number, code: string, message: string): Answer => ({
  status,
  body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});

describe('answers of a queue endpoint', () => {
  it('a queue that does not exist, with both codes', async () => {
    answer = () =>
      json(
        400,
        { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' },
        { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
      );
    expect(await failureOf(test.client.queues.get({ scope, queueUrl }))).toMatchObject({
      code: 'NOT_FOUND',
      awsCode: 'AWS.SimpleQueueService.NonExistentQueue',
      resource: queueUrl,
    });
  });

  it('a missing permission', async () => {
    answer = () =>
      json(403, {
        __type: 'AccessDeniedException',
        message: 'User: arn:aws:iam::1:user/u is not authorized to perform: sqs:listqueues',
      });
    expect(await failureOf(test.client.queues.list({ scope }))).toMatchObject({
      code: 'ACCESS_DENIED',
      iamAction: 'sqs:ListQueues',
    });
  });

  it('throttling is tried again by reads', async () => {
    let calls = 0;
    answer = () =>
      ++calls < 3
        ? json(403, { __type: 'com.amazonaws.sqs#RequestThrottled', message: 'slow' })
        : json(200, { QueueUrls: [queueUrl] });
    const { queues } = await test.client.queues.list({ scope });
    expect(queues.map(({ name }) => name)).toEqual(['orders']);
    expect(calls).toBe(3);
  });

  it('a fault is not tried again by a send', async () => {
    answer = (action) =>
      action === 'SendMessage' ? json(500, { message: 'down' }) : json(200, { Attributes: {} });
    expect(await failureOf(test.client.messages.send({ scope, queueUrl, body: 'x' }))).toMatchObject({
      code: 'AWS_FAULT',
      retryable: false,
    });
    expect(endpoint.asked.filter(({ action }) => action === 'SendMessage')).toHaveLength(1);
  });

  it('a cut connection after a send leaves its outcome unknown', async () => {
    answer = (action) => (action === 'SendMessage' ? undefined : json(200, { Attributes: {} }));
    expect((await failureOf(test.client.messages.send({ scope, queueUrl, body: 'x' }))).code).toBe(
      'OUTCOME_UNKNOWN',
    );
    expect(endpoint.asked.filter(({ action }) => action === 'SendMessage')).toHaveLength(1);
  });

  it('an action that an emulator lacks', async () => {
    answer = () => json(400, { __type: 'com.amazonaws.sqs#InvalidAction', message: 'Unknown action' });
    expect((await failureOf(test.client.queues.list({ scope }))).code).toBe('UNSUPPORTED');
  });

  it('a server that is no AWS endpoint at all', async () => {
    answer = () => ({ status: 200, body: '<html>Please log in to the hotel network</html>' });
    expect((await failureOf(test.client.queues.list({ scope }))).code).toBe('NETWORK');
    answer = () => ({ status: 404, body: '<html>not here</html>' });
    expect((await failureOf(test.client.queues.list({ scope }))).code).toBe('UNSUPPORTED');
  });

  it('nobody listens', async () => {
    await endpoint.close();
    expect(await failureOf(test.client.queues.list({ scope }))).toMatchObject({
      code: 'NETWORK',
      awsCode: 'ECONNREFUSED',
    });
    expect((await failureOf(test.client.messages.send({ scope, queueUrl, body: 'x' }))).code).toBe('NETWORK');
    endpoint = await startAnswering(() => undefined);
  });

  it('an expired session', async () => {
    answer = () =>
      json(403, { __type: 'ExpiredToken', message: 'The security token included in the request is expired' });
    expect((await failureOf(test.client.queues.list({ scope }))).code).toBe('EXPIRED_TOKEN');
  });
});

describe('answers of a topic endpoint', () => {
  it.each([
    [snsError(404, 'NotFound', 'Topic does not exist'), 'NOT_FOUND'],
    [
      snsError(403, 'AuthorizationError', 'User: x is not authorized to perform: SNS:GetTopicAttributes'),
      'ACCESS_DENIED',
    ],
    [snsError(400, 'InvalidParameter', 'Invalid parameter: TopicArn'), 'AWS_REFUSED'],
    [snsError(400, 'KMSAccessDenied', 'no'), 'KMS_DENIED'],
    [
      snsError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
      'CREDENTIALS_MISSING',
    ],
  ])('%j', async (given, code) => {
    answer = () => given;
    expect((await failureOf(test.client.topics.get({ scope, topicArn }))).code).toBe(code);
  });

  it('a lost answer to a publish', async () => {
    answer = (action) =>
      action === 'Publish'
        ? undefined
        : {
            status: 200,
            body: '<GetTopicAttributesResponse><GetTopicAttributesResult><Attributes/></GetTopicAttributesResult></GetTopicAttributesResponse>',
          };
    expect((await failureOf(test.client.topics.publish({ scope, topicArn, message: 'x' }))).code).toBe(
      'OUTCOME_UNKNOWN',
    );
  });
});

describe('where calls go', () => {
  it("each profile's calls go to its own endpoint, whatever AWS_PROFILE and AWS_ENDPOINT_URL say", async () => {
    answer = () => json(200, { QueueUrls: ['http://x/1/from-local'] });
    const other = await startAnswering(() => json(200, { QueueUrls: ['http://x/1/from-other'] }));
    process.env.AWS_PROFILE = 'local';
    process.env.AWS_ENDPOINT_URL = endpoint.url;
    try {
      const keys = 'aws_access_key_id = a\naws_secret_access_key = b\n';
      test.host.writeConfig(
        `[services two]\nsqs =\n  endpoint_url = ${other.url}\n[profile local]\nendpoint_url = ${endpoint.url}\n[profile other]\nservices = two\nendpoint_url = ${endpoint.url}\n${keys}`,
      );
      const first = await test.client.queues.list({ scope });
      const second = await test.client.queues.list({ scope: { profile: 'other', region: 'us-east-1' } });
      expect([first, second].map(({ queues }) => queues[0]?.name)).toEqual(['from-local', 'from-other']);
    } finally {
      delete process.env.AWS_PROFILE;
      delete process.env.AWS_ENDPOINT_URL;
      await other.close();
    }
  });

  it('a queue URL never decides where a signed request goes', async () => {
    const elsewhere = await startAnswering(() => json(200, {}));
    answer = () => json(200, { Attributes: {} });
    await test.client.queues.describe({ scope, urls: [`${elsewhere.url}/000000000000/orders`] });
    expect(elsewhere.asked).toEqual([]);
    expect(endpoint.asked).toHaveLength(1);
    await elsewhere.close();
  });

  it('a queue of another region is refused before a request goes out', async () => {
    answer = () => json(200, { Attributes: {} });
    const url = 'https://sqs.eu-central-1.amazonaws.com/111122223333/orders';
    expect(await failureOf(test.client.queues.get({ scope, queueUrl: url }))).toMatchObject({
      code: 'WRONG_REGION',
    });
    expect(endpoint.asked).toEqual([]);
  });

  it('signs for the region of the scope', async () => {
    answer = () => json(200, { QueueUrls: [] });
    await test.client.queues.list({ scope: { profile: 'local', region: 'ap-northeast-2' } });
    expect(endpoint.asked[0]?.headers.authorization).toContain('/ap-northeast-2/sqs/aws4_request');
  });
});

describe('odd but legal answers', () => {
  it('a queue with no attribute at all', async () => {
    answer = () => json(200, {});
    const [described] = await test.client.queues.describe({ scope, urls: [queueUrl] });
    expect(described?.summary).toMatchObject({
      name: 'orders',
      arn: 'arn:aws:sqs:us-east-1:000000000000:orders',
      account: '000000000000',
      redrivePolicy: null,
      visibilityTimeout: null,
      createdAt: null,
      counts: { visible: null, inFlight: null, delayed: null },
    });
  });

  it.each([
    ['1700000000', 1_700_000_000_000],
    ['1700000000123', 1_700_000_000_123],
    ['2023-11-14T22:13:20Z', 1_700_000_000_000],
    ['', null],
    ['soon', null],
  ])('a creation time written %j', async (text, expected) => {
    answer = () => json(200, { Attributes: { CreatedTimestamp: text } });
    const [described] = await test.client.queues.describe({ scope, urls: [queueUrl] });
    expect(described?.summary?.createdAt).toBe(expected);
  });

  it.each([
    ['', null],
    ['{}', null],
    ['not json', null],
    [
      '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:1:d","maxReceiveCount":"5"}',
      { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:1:d', maxReceiveCount: 5 },
    ],
  ])('a redrive policy written %j', async (text, expected) => {
    answer = () => json(200, { Attributes: { RedrivePolicy: text } });
    const [described] = await test.client.queues.describe({ scope, urls: [queueUrl] });
    expect(described?.summary?.redrivePolicy).toEqual(expected);
  });

  it('an empty page of queues, and a token that is an empty text', async () => {
    answer = () => json(200, { NextToken: '' });
    expect(await test.client.queues.list({ scope })).toEqual({ queues: [], cursor: undefined });
  });

  it('sources that page for ever with one token', async () => {
    answer = (action) =>
      action === 'ListDeadLetterSourceQueues'
        ? json(200, { queueUrls: [queueUrl], NextToken: 'same' })
        : json(200, {});
    const { deadLetterSources } = await test.client.queues.get({ scope, queueUrl });
    expect(deadLetterSources).toEqual([queueUrl, queueUrl]);
  });

  it('tags that may not be read are missing, and the rest is there', async () => {
    answer = (action) =>
      action === 'ListQueueTags'
        ? json(403, { __type: 'AccessDenied', message: 'no' })
        : json(200, { Attributes: { VisibilityTimeout: '7' } });
    const queue = await test.client.queues.get({ scope, queueUrl });
    expect(queue).toMatchObject({
      visibilityTimeout: 7,
      tags: {},
      missing: { tags: { code: 'ACCESS_DENIED', iamAction: 'sqs:ListQueueTags' } },
    });
  });
});
