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
let answer: (action: string, region: string) => Answer | Promise<Answer>;

beforeEach(async () => {
  endpoint = await startAnswering(({ action, headers }) =>
    answer(action, /\/([a-z0-9-]+)\/\w+\/aws4_request/.exec(headers.authorization ?? '')?.[1] ?? ''),
  );
  test = await startTestBackend();
  test.host.writeConfig(
    `[profile local]\nendpoint_url = ${endpoint.url}\naws_access_key_id = a\naws_secret_access_key = b\n`,
  );
});
afterEach(async () => {
  await test.close();
  await endpoint.close();
});

const json = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });
const get = () => test.client.queues.get({ scope, queueUrl });

it.each([
  ['no list', {}],
  ['an absent list', { QueueUrls: null, NextToken: null }],
  ['an empty list, an empty token and more', { QueueUrls: [], NextToken: '', ResponseMetadata: {} }],
])('queues: %s', async (_, body) => {
  answer = () => json(body);
  expect((await test.client.queues.list({ scope })).queues).toEqual([]);
});

it.each<[string, Record<string, unknown>]>([
  [
    'numbers and truths as such',
    {
      ApproximateNumberOfMessages: 3,
      VisibilityTimeout: 30,
      MaximumMessageSize: 262144,
      CreatedTimestamp: 1_700_000_000,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dlq', maxReceiveCount: '5' },
    },
  ],
  [
    'texts, with times as dates and truths in capitals',
    {
      ApproximateNumberOfMessages: '3',
      ApproximateNumberOfMessagesNotVisible: '',
      ApproximateNumberOfMessagesDelayed: null,
      VisibilityTimeout: '30',
      MaximumMessageSize: ' 262144 ',
      MessageRetentionPeriod: 'forever',
      DelaySeconds: '',
      ReceiveMessageWaitTimeSeconds: null,
      CreatedTimestamp: '2023-11-14T22:13:20Z',
      LastModifiedTimestamp: '',
      SqsManagedSseEnabled: 'True',
      KmsMasterKeyId: '',
      Policy: '',
      RedriveAllowPolicy: '',
      RedrivePolicy:
        '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dlq","maxReceiveCount":"5","extra":1}',
      QueueArn: '',
      SomethingNew: 'x',
    },
  ],
  [
    'times in milliseconds',
    {
      ApproximateNumberOfMessages: '3',
      VisibilityTimeout: '30',
      MaximumMessageSize: '262144',
      CreatedTimestamp: '1700000000000',
      SqsManagedSseEnabled: 'true',
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dlq","maxReceiveCount":5}',
    },
  ],
])('attributes of a queue: %s', async (_, Attributes) => {
  answer = (action) => json(action === 'GetQueueAttributes' ? { Attributes } : {});
  expect(await get()).toMatchObject({
    name: 'orders',
    arn: 'arn:aws:sqs:us-east-1:000000000000:orders',
    account: '000000000000',
    counts: { visible: 3, inFlight: null, delayed: null },
    redrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dlq', maxReceiveCount: 5 },
    encryption: 'sse-sqs',
    visibilityTimeout: 30,
    retentionPeriod: null,
    delay: null,
    maximumMessageSize: 262144,
    receiveWait: null,
    createdAt: 1_700_000_000_000,
  });
});

it.each([
  ['null', { Attributes: null }],
  ['nothing', {}],
  ['no body at all', undefined],
])('attributes of a queue: %s', async (_, body) => {
  answer = () => (body === undefined ? { status: 200 } : json(body));
  expect(await get()).toMatchObject({
    name: 'orders',
    redrivePolicy: null,
    encryption: 'none',
    createdAt: null,
  });
});

describe('a message', () => {
  const peek = async () =>
    (await test.client.messages.peek({ scope, queueUrl, waitSeconds: 0, count: 1 })).messages;
  it.each<[string, Record<string, unknown>]>([
    ['without attributes', { MessageId: 'm', ReceiptHandle: 'r', Body: 'hello' }],
    [
      'with empty ones',
      {
        MessageId: 'm',
        ReceiptHandle: 'r',
        Body: 'hello',
        MD5OfBody: '',
        MD5OfMessageAttributes: '',
        Attributes: null,
        MessageAttributes: null,
        Extra: { x: 1 },
      },
    ],
    [
      'with numbers where texts should be',
      {
        MessageId: 'm',
        ReceiptHandle: 'r',
        Body: 'hello',
        Attributes: { ApproximateReceiveCount: 1, SentTimestamp: 1_700_000_000_000, SenderId: '' },
        MessageAttributes: {},
      },
    ],
  ])('%s', async (_, message) => {
    let given = false;
    answer = (action) => {
      if (action !== 'ReceiveMessage' || given) return json({});
      given = true;
      return json({ Messages: [message] });
    };
    expect(await peek()).toMatchObject([{ messageId: 'm', body: 'hello', attributes: {} }]);
  });

  it.each([{ Messages: null }, {}])('that is not there: %j', async (body) => {
    answer = () => json(body);
    expect(await peek()).toEqual([]);
  });
});

describe('topics', () => {
  const xml = (action: string, content: string): Answer => ({
    status: 200,
    body: `<?xml version="1.0"?>\n<${action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\n  <${action}Result>${content}</${action}Result>\n  <ResponseMetadata><RequestId/></ResponseMetadata>\n</${action}Response>\n`,
  });
  it.each([
    ['an empty list', '<Topics/>'],
    ['a list with nothing but space', '<Topics>\n  </Topics><NextToken/>'],
    ['no list', ''],
  ])('%s', async (_, content) => {
    answer = (action) => xml(action, content);
    expect((await test.client.topics.list({ scope })).topics).toEqual([]);
  });

  it('a list with empty texts and things unheard of', async () => {
    answer = (action) =>
      xml(
        action,
        `<Topics>\n<member>\n<TopicArn>${topicArn}</TopicArn>\n<Colour>red</Colour></member>\n<member><TopicArn/></member></Topics><NextToken></NextToken>`,
      );
    expect((await test.client.topics.list({ scope })).topics.map(({ name }) => name)).toEqual(['events']);
  });

  it.each([
    ['no attributes', ''],
    ['empty attributes', '<Attributes/>'],
    [
      'attributes with empty texts',
      '<Attributes><entry><key>DisplayName</key><value/></entry><entry><key>SubscriptionsConfirmed</key><value></value></entry></Attributes>',
    ],
  ])('a topic with %s', async (_, content) => {
    answer = (action) => xml(action, action === 'GetTopicAttributes' ? content : '');
    expect(await test.client.topics.get({ scope, topicArn })).toMatchObject({ name: 'events' });
  });
});

describe('a page instead of an answer', () => {
  const page = (status: number): Answer => ({
    status,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><html><body>Bad gateway</body></html>',
  });
  it.each([
    [200, 'NETWORK'],
    [400, 'NETWORK'],
    [403, 'NETWORK'],
    [404, 'UNSUPPORTED'],
    [405, 'UNSUPPORTED'],
    [501, 'UNSUPPORTED'],
    [502, 'AWS_FAULT'],
    [503, 'AWS_FAULT'],
  ])('with %i is %s, and not shown', async (status, code) => {
    answer = () => page(status);
    for (const call of [
      () => test.client.messages.send({ scope, queueUrl, body: 'x' }),
      () => test.client.topics.publish({ scope, topicArn, message: 'x' }),
    ]) {
      const failure = await failureOf(call());
      expect(failure.code).toBe(code);
      expect(failure.message).not.toMatch(/<|Unexpected token|Deserialization/);
    }
  });
});

it('a first answer that is slow holds nobody else up', async () => {
  let release = (): void => undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  // Either may arrive first: the region of the signature tells them apart.
  answer = async (_, region) => {
    if (region === scope.region) await slow;
    return json({ QueueUrls: [queueUrl] });
  };
  const first = test.client.queues.list({ scope });
  const second = test.client.queues.list({ scope: { ...scope, region: 'eu-west-1' } });
  expect((await second).queues).toHaveLength(1);
  release();
  expect((await first).queues).toHaveLength(1);
});
