import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  failureOf,
  startAnswering,
  startTestBackend,
  type Answering,
  type TestBackend,
} from '../../support/backend.ts';

let fauxqs: FauxqsServer;
let test: TestBackend;
let s3: S3Client;
let sqs: SQSClient;
let denying: Answering;
const region = 'us-east-1';
const scope = { profile: 'local', region };

beforeAll(async () => {
  fauxqs = await startFauxqs({ port: 0, logger: false });
  const endpoint = `http://127.0.0.1:${fauxqs.port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  sqs = new SQSClient({ endpoint, region, credentials });
  denying = await startAnswering(() => ({ status: 403 }));
  test = await startTestBackend();
  const keys = 'aws_access_key_id = a\naws_secret_access_key = b\n';
  test.host.writeCredentials(`[local]\n${keys}[denied]\n${keys}`);
  test.host.writeConfig(
    `[profile local]\nendpoint_url = ${endpoint}\n` +
      `[profile denied]\nendpoint_url = ${endpoint}\nservices = denied\n[services denied]\ns3 =\n  endpoint_url = ${denying.url}\n`,
  );
  await s3.send(new CreateBucketCommand({ Bucket: 'payloads' }));
});
afterAll(async () => {
  await test.close();
  s3.destroy();
  sqs.destroy();
  await denying.close();
  await fauxqs.stop();
});

let made = 0;
/** A queue with one message that was seen. */
async function seen(body: string, marked = true): Promise<{ queueUrl: string; messageId: string }> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `pointers-${made++}` }));
  const MessageAttributes = { ExtendedPayloadSize: { DataType: 'Number', StringValue: '300000' } };
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: body, ...(marked ? { MessageAttributes } : {}) }),
  );
  for (const profile of ['local', 'denied'])
    await test.client.messages.peek({
      scope: { profile, region },
      queueUrl: QueueUrl,
      confirmation: `pointers-${made - 1}`,
    });
  const { messages } = await test.client.messages.seen({ scope, queueUrl: QueueUrl });
  return { queueUrl: QueueUrl, messageId: messages[0]!.messageId };
}
const pointer = (s3Key: string, s3BucketName = 'payloads'): string =>
  JSON.stringify(['software.amazon.payloadoffloading.PayloadS3Pointer', { s3BucketName, s3Key }]);

describe('the object that a message points to', () => {
  it('is opened byte by byte, with its type', async () => {
    const bytes = gzipSync('{"order":"서울"}');
    await s3.send(
      new PutObjectCommand({
        Bucket: 'payloads',
        Key: 'a/1 +é',
        Body: bytes,
        ContentType: 'application/gzip',
      }),
    );
    const object = await test.client.messages.object({ scope, ...(await seen(pointer('a/1 +é'))) });
    expect(object).toMatchObject({
      bucket: 'payloads',
      key: 'a/1 +é',
      size: bytes.length,
      contentType: 'application/gzip',
    });
    expect(Buffer.from(object.content, 'base64').equals(bytes)).toBe(true);
    expect(object.modifiedAt).toBeGreaterThan(1.7e12);
  });

  it('is not read when it is larger than asked for, and read when it is asked for', async () => {
    await s3.send(new PutObjectCommand({ Bucket: 'payloads', Key: 'large', Body: new Uint8Array(5000) }));
    const message = await seen(pointer('large'));
    const refused = await failureOf(test.client.messages.object({ scope, ...message, most: 4999 }));
    expect(refused).toMatchObject({ code: 'TOO_LARGE', numbers: { size: 5000, maximum: 4999 } });
    expect((await test.client.messages.object({ scope, ...message, most: 5000 })).size).toBe(5000);
  });

  it('that is gone is not found', async () => {
    const failure = await failureOf(test.client.messages.object({ scope, ...(await seen(pointer('gone'))) }));
    expect(failure).toMatchObject({ code: 'NOT_FOUND', resource: 's3://payloads/gone' });
    const bucket = await failureOf(
      test.client.messages.object({ scope, ...(await seen(pointer('any', 'no-such-bucket'))) }),
    );
    expect(bucket).toMatchObject({ code: 'NOT_FOUND', resource: 's3://no-such-bucket/any' });
  });

  it('that may not be read names the permission', async () => {
    const message = await seen(pointer('denied'));
    const failure = await failureOf(
      test.client.messages.object({ scope: { profile: 'denied', region }, ...message }),
    );
    expect(failure).toMatchObject({
      code: 'ACCESS_DENIED',
      iamAction: 's3:GetObject',
      resource: 's3://payloads/denied',
    });
  });

  it('is only the one that the message names, or one that was typed', async () => {
    await s3.send(new PutObjectCommand({ Bucket: 'payloads', Key: 'typed', Body: 'typed' }));
    const message = await seen('{"no":"pointer"}', false);
    expect((await failureOf(test.client.messages.object({ scope, ...message }))).code).toBe('INVALID_INPUT');
    const typed = { bucket: 'payloads', key: 'typed' };
    const { content } = await test.client.messages.object({ scope, ...message, typed });
    expect(Buffer.from(content, 'base64').toString()).toBe('typed');
    const unseen = { ...message, messageId: 'never-seen' };
    expect((await failureOf(test.client.messages.object({ scope, ...unseen }))).code).toBe('NOT_FOUND');
    // A kept message may be older than what the backend remembers: its page names the place.
    expect((await test.client.messages.object({ scope, ...unseen, typed })).size).toBe(5);
  });
});
