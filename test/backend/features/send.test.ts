import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { attributes, receiveOne } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  sqs = sandbox.sqs();
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
});

const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl!;

describe('a message that is sent', () => {
  it('arrives as it was given, and both digests are verified', async () => {
    const queueUrl = await create('orders');
    const sent = await test.client.messages.send({
      scope,
      queueUrl,
      body: '주문 😀\n',
      attributes: {
        n: { type: 'Number.int', binary: false, value: '007' },
        b: { type: 'Binary.gif', binary: true, value: 'AP8B' },
      },
      traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
      groupId: 'tenant-1',
    });
    expect(sent).toMatchObject({ sequenceNumber: null, verified: { body: true, attributes: true } });
    const message = await receiveOne(sqs, queueUrl);
    expect(message).toMatchObject({
      MessageId: sent.messageId,
      Body: '주문 😀\n',
      Attributes: { AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793', MessageGroupId: 'tenant-1' },
      MessageAttributes: { n: { DataType: 'Number.int' }, b: { DataType: 'Binary.gif' } },
    });
    expect([...(message.MessageAttributes?.b?.BinaryValue ?? [])]).toEqual([0, 255, 1]);
  });

  it('to a FIFO queue needs a group, and gets a sequence number', async () => {
    const queueUrl = await create('pay.fifo', { FifoQueue: 'true' });
    expect(await failureOf(test.client.messages.send({ scope, queueUrl, body: 'x' }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'groupId',
    });
    const sent = await test.client.messages.send({
      scope,
      queueUrl,
      body: 'x',
      groupId: 'g',
      deduplicationId: 'd',
    });
    expect(sent.sequenceNumber).toMatch(/^\d{20}$/);
  });

  it('larger than the queue takes is refused with the numbers, before it goes out', async () => {
    const queueUrl = await create('small', { MaximumMessageSize: '1024' });
    const failure = await failureOf(
      test.client.messages.send({
        scope,
        queueUrl,
        body: 'x'.repeat(1020),
        attributes: { a: { type: 'String', binary: false, value: 'é' } },
      }),
    );
    expect(failure).toMatchObject({ code: 'TOO_LARGE', numbers: { size: 1029, maximum: 1024 } });
    expect((await attributes(sqs, queueUrl)).ApproximateNumberOfMessages).toBe('0');
    await test.client.messages.send({ scope, queueUrl, body: 'x'.repeat(1024) });
  });

  it('goes out although the limit may not be read', async () => {
    const queueUrl = await create('orders');
    sandbox.faults.add({
      action: 'GetQueueAttributes',
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    expect((await test.client.messages.send({ scope, queueUrl, body: 'x' })).messageId).not.toBe('');
  });

  it('with characters that SQS does not take fails on the body', async () => {
    const queueUrl = await create('orders');
    expect(await failureOf(test.client.messages.send({ scope, queueUrl, body: 'a\u0001b' }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'body',
    });
  });

  it('and stored without an answer has an unknown outcome, and was sent once', async () => {
    const queueUrl = await create('orders');
    sandbox.faults.add({ action: 'SendMessage', fault: { kind: 'drop' } });
    expect((await failureOf(test.client.messages.send({ scope, queueUrl, body: 'x' }))).code).toBe(
      'OUTCOME_UNKNOWN',
    );
    expect((await attributes(sqs, queueUrl)).ApproximateNumberOfMessages).toBe('1');
  });
});

describe('an answer that does not fit', () => {
  const answering = async (answer: object) => {
    const endpoint = await startAnswering(({ action }) => ({
      status: 200,
      body: JSON.stringify(action === 'SendMessage' ? answer : { Attributes: {} }),
    }));
    test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
    test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
    return endpoint;
  };
  const input = {
    scope: { profile: 'local', region: 'us-east-1' },
    queueUrl: 'http://x/000000000000/q',
    body: 'hello',
    attributes: { MyAttribute: { type: 'String', binary: false, value: 'foobar' } },
  };

  it.each([
    ['the body', { MessageId: 'm', MD5OfMessageBody: '0'.repeat(32) }],
    ['the attributes', { MessageId: 'm', MD5OfMessageAttributes: '0'.repeat(32) }],
  ])('in the digest of %s is told', async (_, answer) => {
    const endpoint = await answering(answer);
    expect(await failureOf(test.client.messages.send(input))).toMatchObject({
      code: 'CORRUPT',
      resource: 'm',
    });
    await endpoint.close();
  });

  it('is not made up where the endpoint sends no digest', async () => {
    const endpoint = await answering({ MessageId: 'm' });
    expect(await test.client.messages.send(input)).toMatchObject({
      verified: { body: false, attributes: false },
    });
    await endpoint.close();
  });
});
