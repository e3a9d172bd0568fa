import { ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import { counts, refusal } from '../../../support/sqs-calls.ts';

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=000000000000/20261122/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0';

/** A request below the SDK. */
async function post(given: Behaviour, action: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(given.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization: AUTHORIZATION,
      ...given.headers,
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

behaviour('a queue that does not exist answers with type and query code', {}, async (given) => {
  const QueueUrl = `${given.endpoint}/${given.account}/nobody`;
  const answer = await post(given, 'ReceiveMessage', { QueueUrl });
  expect(answer).toEqual({
    status: 400,
    queryError: 'AWS.SimpleQueueService.NonExistentQueue;Sender',
    body: { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' },
  });
});

behaviour('an unknown action is refused', {}, async (given) => {
  const answer = await post(given, 'PeekMessage', {});
  expect([answer.status, String(answer.body['__type'])]).toEqual([
    400,
    expect.stringMatching(/UnknownOperation/),
  ]);
});

behaviour('an unknown parameter is refused and nothing is done', {}, async (given) => {
  const QueueUrl = await given.queue();
  const answer = await post(given, 'SendMessage', { QueueUrl, MessageBody: 'x', Colour: 'red' });
  expect([answer.status, (await counts(given.sqs, QueueUrl)).visible]).toEqual([400, 0]);
});

behaviour('a parameter of the wrong type is refused', {}, async (given) => {
  const answer = await post(given, 'SendMessage', { QueueUrl: await given.queue(), MessageBody: 5 });
  expect([answer.status, String(answer.body['__type'])]).toEqual([
    400,
    expect.stringMatching(/SerializationException/),
  ]);
});

behaviour('a body that is no JSON is refused', {}, async (given) => {
  const answer = await post(given, 'ListQueues', '{"QueueName');
  expect([answer.status, String(answer.body['__type'])]).toEqual([
    400,
    expect.stringMatching(/SerializationException/),
  ]);
});

behaviour('a request without signature is refused', {}, async (given) => {
  const answer = await post(given, 'ListQueues', {}, { authorization: '' });
  expect([answer.status, String(answer.body['__type'])]).toEqual([
    403,
    expect.stringMatching(/MissingAuthenticationToken/),
  ]);
});

behaviour('a missing QueueUrl is MissingParameter', {}, async (given) => {
  const answer = await post(given, 'SendMessage', { MessageBody: 'x' });
  expect([answer.status, answer.queryError, answer.body['message']]).toEqual([
    400,
    'MissingParameter;Sender',
    'The request must contain the parameter QueueUrl.',
  ]);
});

behaviour('codes without a shape of their own are bare', {}, async (given) => {
  const answer = await post(given, 'ReceiveMessage', {
    QueueUrl: await given.queue(),
    MaxNumberOfMessages: 11,
  });
  expect([answer.status, answer.queryError]).toEqual([400, 'InvalidParameterValue;Sender']);
});

behaviour('a missing receipt handle is MissingParameter', {}, async (given) => {
  const answer = await post(given, 'DeleteMessage', { QueueUrl: await given.queue() });
  expect([answer.status, answer.queryError]).toEqual([400, 'MissingParameter;Sender']);
});

behaviour('a QueueUrl that is no address is InvalidAddress', {}, async ({ sqs }) => {
  const refused = await refusal(
    sqs.send(new ReceiveMessageCommand({ QueueUrl: 'http://127.0.0.1/nothing' })),
  );
  expect(refused).toMatchObject({ name: 'InvalidAddress', status: 404 });
});

behaviour('a lone surrogate in a body is refused', {}, async (given) => {
  const QueueUrl = await given.queue();
  const answer = await post(given, 'SendMessage', `{"QueueUrl":"${QueueUrl}","MessageBody":"a\\ud800b"}`);
  expect([answer.status, answer.body['__type']]).toEqual([400, 'com.amazonaws.sqs#InvalidMessageContents']);
});

behaviour('each answer carries a request id', {}, async ({ sqs }) => {
  const { $metadata } = await sqs.send(new ListQueuesCommand({}));
  expect($metadata.requestId).toMatch(/^\S+$/);
});
