import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingMessage, PointerChoice, Scope } from '../../../electron/contract/index.ts';
import { parseS3Pointer, toMessageAttributes } from '../../../electron/domain/message/index.ts';
import { failureOf, sandboxScope, startTestBackend, type TestBackend } from '../../support/backend.ts';
import { startTestSandbox } from '../../support/sandbox.ts';
import { receiveOne } from '../../support/sqs-calls.ts';

let server: Awaited<ReturnType<typeof startFauxqs>>;
let test: TestBackend;
let sqs: SQSClient;
let s3: S3Client;
const scope: Scope = { profile: 'local', region: 'us-east-1' };
const message: OutgoingMessage = { body: '가'.repeat(1000), attributes: {} };
const pointer: PointerChoice = {
  bucket: 'payloads',
  keyPrefix: 'orders/',
  pointerClass: 'software.amazon.payloadoffloading.PayloadS3Pointer',
  marker: 'ExtendedPayloadSize',
  spelling: 'java',
};

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false });
  server.createBucket('payloads');
  const endpoint = `http://127.0.0.1:${server.port}`;
  test = await startTestBackend();
  test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
  test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint}\n`);
  await test.client.profiles.configure({ profile: 'local', guard: 'open' });
  const options = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  sqs = new SQSClient(options);
  s3 = new S3Client({ ...options, forcePathStyle: true });
});
afterAll(async () => {
  sqs.destroy();
  s3.destroy();
  await test.close();
  await server.stop();
});

const create = async (QueueName: string): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!;
const objectText = async (Key: string): Promise<string> =>
  (await (await s3.send(new GetObjectCommand({ Bucket: 'payloads', Key }))).Body?.transformToString()) ?? '';

describe('a message by way of S3', () => {
  it.each([
    { spelling: 'java', marker: 'ExtendedPayloadSize', pointerClass: pointer.pointerClass },
    {
      spelling: 'java',
      marker: 'SQSLargePayloadSize',
      pointerClass: 'com.amazon.sqs.javamessaging.MessageS3Pointer',
    },
    {
      spelling: 'python',
      marker: 'SQSLargePayloadSize',
      pointerClass: 'com.amazon.sqs.javamessaging.MessageS3Pointer',
    },
  ] as const)('points to its body as the $spelling client writes it ($marker)', async (choice) => {
    const queueUrl = await create(`large-${choice.spelling}-${choice.marker}`);
    const { object, sent } = await test.client.messages.sendPointer({
      scope,
      queueUrl,
      message,
      pointer: { ...pointer, ...choice },
    });
    expect(sent?.verified).toEqual({ body: true, attributes: true });
    expect(object).toMatchObject({
      bucket: 'payloads',
      bytes: 3000,
      key: expect.stringMatching(/^orders\/[0-9a-f-]{36}$/),
    });
    const { Body = '', MessageAttributes } = await receiveOne(sqs, queueUrl);
    expect(parseS3Pointer(Body, toMessageAttributes(MessageAttributes))).toMatchObject({
      bucket: 'payloads',
      key: object.key,
      size: 3000,
      pointerClass: choice.pointerClass,
    });
    expect(MessageAttributes?.[choice.marker]).toMatchObject({ DataType: 'Number', StringValue: '3000' });
    expect(Body.includes(', {"s3BucketName": ')).toBe(choice.spelling === 'python');
    expect(await objectText(object.key)).toBe(message.body);
  });

  it('that was not sent leaves its object behind, says where, and deletes it when told', async () => {
    const queueUrl = (await create('gone')).replace(/gone$/, 'never-made');
    const { object, sent, failure } = await test.client.messages.sendPointer({
      scope,
      queueUrl,
      message,
      pointer,
    });
    expect(sent).toBeNull();
    expect(failure?.code).toBe('NOT_FOUND');
    expect(await objectText(object.key)).toBe(message.body);
    await test.client.messages.deletePayload({ scope, object: `s3://payloads/${object.key}` });
    await expect(objectText(object.key)).rejects.toThrow();
    const { entries } = await test.client.audit.list({});
    expect(entries[0]).toMatchObject({
      action: 'messages.deletePayload',
      effect: 'destroy',
      outcome: 'done',
      resource: `s3://payloads/${object.key}`,
    });
  });

  it('is not sent when its body could not be put', async () => {
    const queueUrl = await create('no-bucket');
    const failure = await failureOf(
      test.client.messages.sendPointer({
        scope,
        queueUrl,
        message,
        pointer: { ...pointer, bucket: 'no-such-bucket' },
      }),
    );
    expect(failure.code).not.toBe('INTERNAL');
    expect(server.inspectQueue('no-bucket')?.messages.ready).toHaveLength(0);
  });

  it('says so where the endpoint has no S3', async () => {
    const sandbox = await startTestSandbox();
    const own = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
    const queueUrl = `${sandbox.url}/000000000000/any`;
    const sent = own.client.messages.sendPointer({ scope: sandboxScope, queueUrl, message, pointer });
    expect((await failureOf(sent)).code).toBe('UNSUPPORTED');
    await own.close();
    await sandbox.close();
  });

  it('and its object are refused on a read-only profile', async () => {
    await test.client.profiles.configure({ profile: 'local', guard: 'read-only' });
    const queueUrl = 'http://localhost/000000000000/any';
    const put = test.client.messages.sendPointer({ scope, queueUrl, message, pointer });
    expect((await failureOf(put)).code).toBe('READ_ONLY_PROFILE');
    const remove = test.client.messages.deletePayload({ scope, object: 's3://payloads/any' });
    expect((await failureOf(remove)).code).toBe('READ_ONLY_PROFILE');
    await test.client.profiles.configure({ profile: 'local', guard: 'open' });
  });
});
