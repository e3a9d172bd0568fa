import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

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

const create = async (name: string, tags: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, tags }))).QueueUrl!;

describe('a queue that is looked for', () => {
  it('is found by its name, URL and ARN', async () => {
    const url = await create('orders');
    const arn = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;
    for (const id of ['orders', ` ${url} `, arn])
      expect(await test.client.queues.locate({ scope, id })).toEqual({
        queue: { url, name: 'orders', fifo: false },
        arn,
        account: ACCOUNT,
        failure: null,
      });
  });

  it('is said to be missing, with the account and region that were asked', async () => {
    const id = 'arn:aws:sqs:us-east-1:999999999999:orders';
    const failure = await failureOf(test.client.queues.locate({ scope, id }));
    expect(failure).toMatchObject({ code: 'NOT_FOUND', resource: id });
    expect(failure.message).toContain('account 999999999999, us-east-1');
    const gone = await failureOf(
      test.client.queues.locate({ scope, id: `${sandbox.url}/${ACCOUNT}/deleted` }),
    );
    expect(gone).toMatchObject({ code: 'NOT_FOUND' });
    expect(gone.message).toContain('no queue deleted');
  });

  it('of another region is refused before a request goes out', async () => {
    for (const id of [
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`,
      'https://sqs.eu-west-1.amazonaws.com/123456789012/orders',
      'https://eu-west-1.queue.amazonaws.com/123456789012/orders',
    ])
      expect(await failureOf(test.client.queues.locate({ scope, id }))).toMatchObject({
        code: 'WRONG_REGION',
        message: 'The queue is in eu-west-1, and us-east-1 was asked.',
      });
  });

  it('by what is no queue is told so', async () => {
    for (const id of [
      'arn:aws:sns:us-east-1:123456789012:orders',
      'arn:aws:sqs:us-east-1:123456789012:a/b',
      'no queue!',
      'ftp://sqs.us-east-1.amazonaws.com/123456789012/orders',
      `${sandbox.url}/${ACCOUNT}/no%20queue`,
    ])
      expect(await failureOf(test.client.queues.locate({ scope, id }))).toMatchObject({
        code: 'INVALID_INPUT',
        field: 'id',
      });
  });

  it('and may not be read is found all the same', async () => {
    const url = await create('foreign');
    sandbox.faults.add({
      action: 'GetQueueAttributes',
      fault: { kind: 'error', type: 'AccessDenied', message: 'not allowed', status: 403 },
    });
    expect(await test.client.queues.locate({ scope, id: url })).toMatchObject({
      queue: { url },
      arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:foreign`,
      failure: { code: 'ACCESS_DENIED', iamAction: 'sqs:GetQueueAttributes' },
    });
  });

  it('stays in the list of this machine, by scope', async () => {
    const url = await create('foreign');
    await test.client.settings.set({ added: [{ scope, url }] });
    await test.client.settings.set({ theme: 'dark' });
    expect((await test.client.settings.get({})).added).toEqual([{ scope, url }]);
  });
});

describe('tags', () => {
  it('of many queues come together, and one that fails does not harm the others', async () => {
    const tagged = await create('tagged', { team: 'checkout', empty: '' });
    const bare = await create('bare');
    const ghost = `${sandbox.url}/${ACCOUNT}/ghost`;
    expect(await test.client.queues.tags({ scope, urls: [tagged, ghost, bare] })).toMatchObject([
      { url: tagged, tags: { team: 'checkout', empty: '' }, failure: null },
      { url: ghost, tags: null, failure: { code: 'NOT_FOUND' } },
      { url: bare, tags: {}, failure: null },
    ]);
  });
});
