import { ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import { counts, refusal } from '../../../support/sqs-calls.ts';

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=000000000000/20261122/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0';

/** A request below the SDK. */
async function post(endpoint: string, action: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization: AUTHORIZATION,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    queryError: response.headers.get('x-amzn-query-error'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

behaviour(
  'a queue that does not exist answers with type and query code',
  {},
  async ({ endpoint, account }) => {
    const QueueUrl = `${endpoint}/${account}/nobody`;
    const answer = await post(endpoint, 'ReceiveMessage', { QueueUrl });
    expect(answer).toEqual({
      status: 400,
      queryError: 'AWS.SimpleQueueService.NonExistentQueue;Sender',
      body: { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' },
    });
  },
);

behaviour('an unknown action is refused', {}, async ({ endpoint }) => {
  const answer = await post(endpoint, 'PeekMessage', {});
  expect([answer.status, String(answer.body['__type'])]).toEqual([
    400,
    expect.stringMatching(/UnknownOperation/),
  ]);
});

behaviour('an unknown parameter is refused and nothing is done', {}, async ({ endpoint, sqs, queue }) => {
  const QueueUrl = await queue();
  const answer = await post(endpoint, 'SendMessage', { QueueUrl, MessageBody: 'x', Colour: 'red' });
  expect([answer.status, (await counts(sqs, QueueUrl)).visible]).toEqual([400, 0]);
});

behaviour('a parameter of the wrong type is refused', {}, async ({ endpoint, queue }) => {
  const answer = await post(endpoint, 'SendMessage', { QueueUrl: await queue(), MessageBody: 5 });
  expect([answer.status, String(answer.body['__type'])]).toEqual([
    400,
    expect.stringMatching(/SerializationException/),
  ]);
});

behaviour('a body that is no JSON is refused', {}, async ({ endpoint }) => {
  const answer = await post(endpoint, 'ListQueues', '{"QueueName');
  expect([answer.status, String(answer.body['__type'])]).toEqual([
    400,
    expect.stringMatching(/SerializationException/),
  ]);
});

behaviour('a request without signature is refused', {}, async ({ endpoint }) => {
  const answer = await post(endpoint, 'ListQueues', {}, { authorization: '' });
  expect([answer.status, String(answer.body['__type'])]).toEqual([
    403,
    expect.stringMatching(/MissingAuthenticationToken/),
  ]);
});

behaviour('a missing QueueUrl is MissingParameter', {}, async ({ endpoint }) => {
  const answer = await post(endpoint, 'SendMessage', { MessageBody: 'x' });
  expect([answer.status, answer.queryError, answer.body['message']]).toEqual([
    400,
    'MissingParameter;Sender',
    'The request must contain the parameter QueueUrl.',
  ]);
});

behaviour('codes without a shape of their own are bare', {}, async ({ endpoint, queue }) => {
  const answer = await post(endpoint, 'ReceiveMessage', { QueueUrl: await queue(), MaxNumberOfMessages: 11 });
  expect([answer.status, answer.queryError]).toEqual([400, 'InvalidParameterValue;Sender']);
});

behaviour('a missing receipt handle is MissingParameter', {}, async ({ endpoint, queue }) => {
  const answer = await post(endpoint, 'DeleteMessage', { QueueUrl: await queue() });
  expect([answer.status, answer.queryError]).toEqual([400, 'MissingParameter;Sender']);
});

behaviour('a QueueUrl that is no address is InvalidAddress', {}, async ({ sqs }) => {
  const refused = await refusal(
    sqs.send(new ReceiveMessageCommand({ QueueUrl: 'http://127.0.0.1/nothing' })),
  );
  expect(refused).toMatchObject({ name: 'InvalidAddress', status: 404 });
});

behaviour('a lone surrogate in a body is refused', {}, async ({ endpoint, queue }) => {
  const QueueUrl = await queue();
  const answer = await post(endpoint, 'SendMessage', `{"QueueUrl":"${QueueUrl}","MessageBody":"a\\ud800b"}`);
  expect([answer.status, answer.body['__type']]).toEqual([400, 'com.amazonaws.sqs#InvalidMessageContents']);
});

behaviour('each answer carries a request id', {}, async ({ sqs }) => {
  const { $metadata } = await sqs.send(new ListQueuesCommand({}));
  expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
});
