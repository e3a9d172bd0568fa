import { createHash, createHmac } from 'node:crypto';
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClients, type Clients } from '../../../electron/backend/aws/clients.ts';
import { createProfileBook } from '../../../electron/backend/aws/profiles.ts';
import { openStore, type Store } from '../../../electron/backend/store/store.ts';
import { failureOf, startAnswering, type Answer, type Answering, type Asked } from '../../support/backend.ts';
import { createTestHost, type TestHost } from '../../support/host.ts';

const scope = { profile: 'local', region: 'eu-west-1' };
const QueueUrl = 'http://sqs.local/000000000000/orders';
const secret = 'wJalrXUtnFEMI';
let host: TestHost;
let store: Store;
let clients: Clients;
let endpoint: Answering;
let answer: (asked: Asked) => Answer | Promise<Answer>;
let asked: Asked[];
let counted: string[];

beforeEach(async () => {
  asked = [];
  counted = [];
  endpoint = await startAnswering((request) => {
    asked.push(request);
    return answer(request);
  });
  host = createTestHost();
  host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
  host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
  store = openStore(host.dataDir);
  clients = createClients(
    host,
    createProfileBook(host, store),
    async () => ({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: secret, sessionToken: 'session' }),
    { count: (_scope, end) => void counted.push(end) },
  );
});
afterEach(async () => {
  clients.close();
  store.close();
  await endpoint.close();
  host.remove();
});

const remove = async (go?: () => boolean, signal = AbortSignal.timeout(5000)): Promise<unknown> => {
  const call = await clients.bulk(scope);
  return call('DeleteMessageBatch', { QueueUrl, Entries: [{ Id: '0', ReceiptHandle: 'h' }] }, { signal, go });
};
const removeByClient = async (): Promise<unknown> => {
  const sqs = await clients.sqs(scope, 'once');
  return sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', ReceiptHandle: 'h' }] }));
};
const json = (status: number, body: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: JSON.stringify(body),
  headers,
});

const troubles: Record<string, Answer> = {
  'a missing queue, with both codes': json(
    400,
    { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'The specified queue does not exist.' },
    { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender', 'x-amzn-requestid': 'r-1' },
  ),
  'a missing permission': json(403, {
    __type: 'com.amazon.coral.service#AccessDeniedException',
    Message: 'User: arn:aws:iam::1:user/u is not authorized to perform: sqs:deletemessage',
  }),
  'a missing permission of the key': json(400, {
    __type: 'com.amazonaws.sqs#KmsAccessDenied',
    message: 'The caller does not have kms:Decrypt',
  }),
  throttling: json(400, { __type: 'com.amazonaws.sqs#RequestThrottled', message: 'slow' }),
  'an expired token': json(403, {
    __type: 'ExpiredTokenException',
    message: 'The security token is expired',
  }),
  'a code in a header': json(400, { message: 'no' }, { 'x-amzn-errortype': 'InvalidAddress:http://aws/' }),
  'a fault': json(500, { __type: 'com.amazonaws.sqs#InternalError', message: 'We are sorry' }),
  'an action that is not known': json(400, { __type: 'InvalidAction', message: 'The action is not valid' }),
  'an action that is not made yet': { status: 501, body: '' },
  'too many requests of a proxy': { status: 429, body: '<html>slow down</html>' },
  'a gateway without a server': { status: 502, body: '<html>bad gateway</html>' },
  'a page that is not found': { status: 404, body: '<html>not found</html>' },
  'a page of a proxy': { status: 200, body: '<html>sign in</html>' },
  'a refusal without a word': { status: 403, body: '' },
  'a connection that is cut': undefined,
};

describe('a call of the bulk path', () => {
  it.each(Object.entries(troubles))('says of %s what the client says', async (_name, trouble) => {
    answer = () => trouble;
    const theirs = await failureOf(removeByClient());
    const ours = await failureOf(remove());
    expect({ ...ours, message: '' }).toEqual({ ...theirs, message: '' });
    // Two libraries word a broken connection each in their own way.
    if (trouble) expect(ours.message).toBe(theirs.message);
    expect(asked).toHaveLength(2);
    expect(counted[1]).toBe(counted[0]);
  });

  it('is signed so that a server can check it', async () => {
    answer = () => json(200, { Successful: [{ Id: '0' }], Failed: [] });
    expect(await remove()).toMatchObject({ Successful: [{ Id: '0' }] });
    const { headers, body, action } = asked[0]!;
    expect(action).toBe('DeleteMessageBatch');
    const [, date = '', names = '', signature] =
      /Credential=AKIAEXAMPLE\/(\d{8})\/eu-west-1\/sqs\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
        headers.authorization ?? '',
      ) ?? [];
    const digest = createHash('sha256').update(body).digest('hex');
    const canonical = [
      'POST',
      '/',
      '',
      ...names.split(';').map((name) => `${name}:${String(headers[name])}`),
      '',
      names,
      digest,
    ].join('\n');
    const text = [
      'AWS4-HMAC-SHA256',
      headers['x-amz-date'],
      `${date}/eu-west-1/sqs/aws4_request`,
      createHash('sha256').update(canonical).digest('hex'),
    ].join('\n');
    let key: Buffer = Buffer.from(`AWS4${secret}`);
    for (const part of [date, 'eu-west-1', 'sqs', 'aws4_request'])
      key = createHmac('sha256', key).update(part).digest();
    expect(signature).toBe(createHmac('sha256', key).update(text).digest('hex'));
    expect(names.split(';')).toEqual(
      expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token', 'x-amz-target']),
    );
    expect(headers['x-amz-security-token']).toBe('session');
  });

  it('does not leave when the second look says no', async () => {
    answer = () => json(200, {});
    expect(await failureOf(remove(() => false))).toMatchObject({ code: 'CANCELLED' });
    expect(asked).toEqual([]);
    expect(counted).toEqual([]);
  });

  it('that is given up is open when it changes things, and nothing when it does not', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answer = async () => {
      await promise;
      return json(200, {});
    };
    const giveUp = new AbortController();
    const call = await clients.bulk(scope);
    const open = failureOf(remove(undefined, giveUp.signal));
    const nothing = failureOf(call('ReceiveMessage', { QueueUrl }, { signal: giveUp.signal }));
    await expect.poll(() => asked.length).toBe(2);
    giveUp.abort();
    expect(await open).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect(await nothing).toMatchObject({ code: 'CANCELLED' });
    resolve();
  });

  it('reads odd answers as the client does', async () => {
    answer = () =>
      json(200, {
        Messages: [
          { MessageId: 'm', MD5OfMessageAttributes: null, Attributes: { ApproximateReceiveCount: 3 } },
        ],
      });
    const call = await clients.bulk(scope);
    const ours = await call('ReceiveMessage', { QueueUrl }, { signal: AbortSignal.timeout(5000) });
    const theirs = await (await clients.sqs(scope, 'once')).send(new ReceiveMessageCommand({ QueueUrl }));
    expect(ours.Messages).toEqual(theirs.Messages);
  });

  it('follows the files to another endpoint within a second', async () => {
    answer = () => json(200, {});
    await remove();
    const other = await startAnswering(() => json(200, { Successful: [{ Id: 'other' }] }));
    host.writeConfig(`[profile local]\nendpoint_url = ${other.url}\n`);
    await expect.poll(() => remove(), { timeout: 5000 }).toEqual({ Successful: [{ Id: 'other' }] });
    await other.close();
  });

  it('takes the clock of the endpoint when its own is far off', async () => {
    const theirs = Date.now() + 3_600_000;
    answer = () => json(200, {}, { date: new Date(theirs).toUTCString() });
    await remove();
    await remove();
    const [first, second] = asked.map(({ headers }) => String(headers['x-amz-date']));
    expect(first!.slice(0, 11)).not.toBe(second!.slice(0, 11));
  });
});
