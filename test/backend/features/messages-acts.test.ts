import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../../electron/contract/index.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { attributes, receive, send } from '../../support/sqs-calls.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
let sqs: SQSClient;
const clock = createSettableClock();

beforeEach(async () => {
  sandbox = await startTestSandbox({ clock });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url }, clock });
  sqs = sandbox.sqs();
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
});

const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }))).QueueUrl!;
const withDlq = async (maxReceiveCount: number): Promise<string> => {
  await create('work-dlq');
  const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:work-dlq`;
  return create('work', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }) });
};
const fill = async (url: string, count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await send(sqs, url, `body ${i}`);
};
const look = async (queueUrl: string, more: object = {}): Promise<SeenMessage[]> =>
  (await test.client.messages.peek({ scope, queueUrl, waitSeconds: 0, count: 100, ...more })).messages;
const counts = async (url: string): Promise<string[]> => {
  const { ApproximateNumberOfMessages = '', ApproximateNumberOfMessagesNotVisible = '' } = await attributes(
    sqs,
    url,
  );
  return [ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible];
};
const idOf = (messages: readonly SeenMessage[], body: string): string =>
  messages.find((message) => message.body === body)!.messageId;

describe('deleting', () => {
  it('what is held uses the handle of the hold and receives nothing', async () => {
    const url = await create('orders');
    await fill(url, 3);
    const messages = await look(url, { keepHold: true, visibilitySeconds: 600 });
    const messageIds = [idOf(messages, 'body 0'), idOf(messages, 'body 2')];
    const place = { scope, queueUrl: url, messageIds };
    expect(await test.client.messages.reach(place)).toMatchObject({
      held: 2,
      missing: 0,
      received: 0,
      calls: 0,
    });
    expect(await test.client.messages.remove(place)).toMatchObject({
      deleted: messageIds,
      notFound: [],
      failed: [],
      receives: 0,
      received: 0,
    });
    expect(await counts(url)).toEqual(['0', '1']);
    const { holds, messages: seen } = await test.client.messages.seen({ scope, queueUrl: url });
    expect(holds).toMatchObject([{ count: 1, messageIds: [idOf(messages, 'body 1')] }]);
    expect(
      seen
        .filter(({ deletedAt }) => deletedAt !== undefined)
        .map(({ messageId }) => messageId)
        .sort(),
    ).toEqual(messageIds.sort());
  });

  it('what was released searches it again, deletes it alone, and releases what was in the way', async () => {
    const url = await create('orders');
    await fill(url, 30);
    const messages = await look(url);
    const messageIds = [idOf(messages, 'body 7')];
    const result = await test.client.messages.remove({ scope, queueUrl: url, messageIds });
    expect(result).toMatchObject({ deleted: messageIds, notFound: [], failed: [], cut: null });
    expect(result.received).toBeGreaterThan(0);
    expect(result.released).toBe(result.received - 1);
    expect(await counts(url)).toEqual(['29', '0']);
    const left = (await look(url)).map(({ body }) => body);
    expect(left).not.toContain('body 7');
  });

  it('says before how far it would search, and searches no further', async () => {
    const url = await create('orders');
    await fill(url, 40);
    const place = { scope, queueUrl: url, messageIds: ['3f2504e0-4f89-11d3-9a0c-0305e82c3301'], most: 20 };
    expect(await test.client.messages.reach(place)).toMatchObject({
      held: 0,
      missing: 1,
      visible: 40,
      received: 20,
      calls: 2,
    });
    const result = await test.client.messages.remove(place);
    expect(result).toMatchObject({ deleted: [], notFound: place.messageIds, received: 20, released: 20 });
    expect(await counts(url)).toEqual(['40', '0']);
  });

  it('never uses a handle whose hold has ended: it searches, and leaves alone what a consumer has by then', async () => {
    const url = await create('orders');
    await fill(url, 1);
    const [message] = await look(url, { keepHold: true, visibilitySeconds: 30 });
    clock.advance(31_000);
    const [taken] = await receive(sqs, url);
    expect(taken?.MessageId).toBe(message?.messageId);
    const messageIds = [message!.messageId];
    const result = await test.client.messages.remove({ scope, queueUrl: url, messageIds });
    expect(result).toMatchObject({ deleted: [], notFound: messageIds });
    expect(await counts(url)).toEqual(['0', '1']);
  });

  it('is refused where the search would dead-letter a message, unless told otherwise', async () => {
    const url = await withDlq(2);
    await fill(url, 2);
    const messages = await look(url);
    const place = { scope, queueUrl: url, messageIds: [idOf(messages, 'body 1')] };
    expect((await failureOf(test.client.messages.remove(place))).code).toBe('RECEIVE_BUDGET');
    expect(await counts(url)).toEqual(['2', '0']);
    expect((await test.client.messages.remove({ ...place, force: true })).deleted).toEqual(place.messageIds);
  });

  it('of held messages costs no receive, so that a spent budget does not stop it', async () => {
    const url = await withDlq(2);
    await fill(url, 1);
    const [message] = await look(url, { keepHold: true, visibilitySeconds: 600 });
    const place = { scope, queueUrl: url, messageIds: [message!.messageId] };
    expect((await test.client.messages.remove(place)).deleted).toHaveLength(1);
  });

  it('on a FIFO queue reaches the first messages of a group and names those behind them', async () => {
    const url = await create('work.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (let i = 0; i < 25; i += 1) await send(sqs, url, `body ${i}`, { MessageGroupId: 'g' });
    const messages = await look(url);
    const messageIds = [idOf(messages, 'body 0'), '3f2504e0-4f89-11d3-9a0c-0305e82c3301'];
    const result = await test.client.messages.remove({ scope, queueUrl: url, messageIds });
    expect(result.deleted).toEqual([messageIds[0]]);
    expect(result.notFound).toEqual([messageIds[1]]);
    expect(await counts(url)).toEqual(['24', '0']);
    expect((await receive(sqs, url, { MaxNumberOfMessages: 1 }))[0]?.Body).toBe('body 1');
  });

  it('that AWS refuses names each message, deletes none, and lets go of what it met', async () => {
    const url = await create('orders');
    await fill(url, 2);
    const messages = await look(url);
    sandbox.faults.add({
      action: 'DeleteMessageBatch',
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    const messageIds = messages.map(({ messageId }) => messageId);
    const result = await test.client.messages.remove({ scope, queueUrl: url, messageIds });
    expect(result.deleted).toEqual([]);
    expect(result.failed).toMatchObject([
      { failure: { code: 'ACCESS_DENIED', iamAction: 'sqs:DeleteMessage' } },
      { failure: { code: 'ACCESS_DENIED' } },
    ]);
    expect(await counts(url)).toEqual(['2', '0']);
  });

  it('of which no answer came is unknown, and never tried again', async () => {
    const url = await create('orders');
    await fill(url, 1);
    const [message] = await look(url, { keepHold: true, visibilitySeconds: 600 });
    sandbox.faults.add({ action: 'DeleteMessageBatch', fault: { kind: 'drop' } });
    const place = { scope, queueUrl: url, messageIds: [message!.messageId] };
    const { deleted, failed } = await test.client.messages.remove(place);
    expect(deleted).toEqual([]);
    expect(failed).toMatchObject([{ failure: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(sandbox.faults.list()[0]?.hits).toBe(1);
  });

  it('an entry that the answer leaves out counts as unknown', async () => {
    const endpoint = await startAnswering(({ action }) => {
      const messages = [{ MessageId: 'm-1', ReceiptHandle: 'h', Body: 'b' }];
      return { status: 200, body: JSON.stringify(action === 'ReceiveMessage' ? { Messages: messages } : {}) };
    });
    test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
    test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
    await test.client.profiles.configure({ profile: 'local', guard: 'open' });
    const place = { scope: { profile: 'local', region: 'us-east-1' }, queueUrl: 'http://x/000000000000/q' };
    const { failed, deleted } = await test.client.messages.remove({ ...place, messageIds: ['m-1'] });
    expect(deleted).toEqual([]);
    expect(failed).toMatchObject([{ messageId: 'm-1', failure: { code: 'OUTCOME_UNKNOWN' } }]);
    await endpoint.close();
  });

  it('is refused on a read-only profile, asks a guarded one for the name, and is on record without content', async () => {
    const url = await create('orders');
    await fill(url, 1);
    const [message] = await look(url);
    const place = { scope, queueUrl: url, messageIds: [message!.messageId] };
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'read-only' });
    expect((await failureOf(test.client.messages.remove(place))).code).toBe('READ_ONLY_PROFILE');
    await test.client.profiles.configure({ profile: 'sandbox', guard: 'confirm' });
    expect(await failureOf(test.client.messages.remove(place))).toMatchObject({
      code: 'CONFIRMATION_NEEDED',
      confirmation: 'orders',
    });
    expect(await counts(url)).toEqual(['1', '0']);
    await test.client.messages.remove({ ...place, confirmation: 'orders' });
    const [entry] = (await test.client.audit.list({})).entries;
    expect(entry).toMatchObject({
      action: 'messages.remove',
      effect: 'destroy',
      outcome: 'done',
      resource: url,
      summary: { messages: 1, done: 1, notFound: 0, failed: 0, received: 1 },
    });
    expect(JSON.stringify(entry)).not.toContain('body 0');
  });
});

describe('changing visibility', () => {
  it('of held messages to 0 makes them visible and ends their part of the hold', async () => {
    const url = await create('orders');
    await fill(url, 3);
    const messages = await look(url, { keepHold: true, visibilitySeconds: 600 });
    const messageIds = [messages[0]!.messageId];
    const place = { scope, queueUrl: url, messageIds, seconds: 0 };
    expect(await test.client.messages.changeVisibility(place)).toMatchObject({
      changed: messageIds,
      hold: null,
      received: 0,
    });
    expect(await counts(url)).toEqual(['1', '2']);
    expect((await test.client.messages.seen({ scope, queueUrl: url })).holds).toMatchObject([{ count: 2 }]);
  });

  it('of released messages finds them again, hides them, and keeps them in the hand for a release', async () => {
    const url = await create('orders');
    await fill(url, 5);
    const messages = await look(url);
    const messageIds = [messages[3]!.messageId];
    const place = { scope, queueUrl: url };
    const result = await test.client.messages.changeVisibility({ ...place, messageIds, seconds: 3600 });
    expect(result).toMatchObject({ changed: messageIds, notFound: [], hold: { count: 1, messageIds } });
    expect(await counts(url)).toEqual(['4', '1']);
    clock.advance(600_000);
    expect(await counts(url)).toEqual(['4', '1']);
    const { lookId } = result.hold!;
    expect(await test.client.messages.release({ ...place, lookId })).toMatchObject({ released: 1 });
    expect(await counts(url)).toEqual(['5', '0']);
  });

  it('beyond 12 hours after the receive is refused for what is held so long', async () => {
    const url = await create('orders');
    await fill(url, 1);
    const [message] = await look(url, { keepHold: true, visibilitySeconds: 43_200 });
    clock.advance(3_600_000);
    const messageIds = [message!.messageId];
    const place = { scope, queueUrl: url, messageIds, seconds: 43_200 };
    const result = await test.client.messages.changeVisibility(place);
    expect(result).toMatchObject({ changed: [], failed: [{ failure: { code: 'INVALID_INPUT' } }] });
  });
});

describe('a kept hold', () => {
  it('is extended, and its end moves', async () => {
    const url = await create('orders');
    await fill(url, 2);
    const { hold } = await test.client.messages.peek({
      ...{ scope, queueUrl: url, waitSeconds: 0 },
      ...{ keepHold: true, visibilitySeconds: 30 },
    });
    clock.advance(20_000);
    const place = { scope, queueUrl: url, lookId: hold!.lookId };
    const longer = await test.client.messages.extend({ ...place, seconds: 300 });
    expect(longer).toMatchObject({ hold: { count: 2, latest: hold!.latest }, notExtended: [] });
    expect(longer.hold!.until - hold!.until).toBeGreaterThanOrEqual(289_000);
    clock.advance(200_000);
    expect(await counts(url)).toEqual(['0', '2']);
    expect((await test.client.messages.seen({ scope, queueUrl: url })).holds).toHaveLength(1);
    clock.advance(101_000);
    expect(await counts(url)).toEqual(['2', '0']);
    expect((await test.client.messages.seen({ scope, queueUrl: url })).holds).toEqual([]);
  });

  it('is not extended beyond 12 hours after the receive', async () => {
    const url = await create('orders');
    await fill(url, 1);
    const { hold } = await test.client.messages.peek({
      ...{ scope, queueUrl: url, waitSeconds: 0 },
      ...{ keepHold: true, visibilitySeconds: 43_200 },
    });
    expect(hold!.latest - hold!.until).toBe(0);
    clock.advance(3_600_000);
    const place = { scope, queueUrl: url, lookId: hold!.lookId };
    const failure = await failureOf(test.client.messages.extend({ ...place, seconds: 43_200 }));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(failure.numbers?.most).toBeGreaterThan(39_000);
    expect(failure.numbers?.most).toBeLessThanOrEqual(39_600);
    expect((await test.client.messages.extend({ ...place, seconds: 39_000 })).hold).not.toBeNull();
  });

  it('drops the messages that could not be extended', async () => {
    const url = await create('orders');
    await fill(url, 1);
    const { hold } = await test.client.messages.peek({
      ...{ scope, queueUrl: url, waitSeconds: 0 },
      ...{ keepHold: true, visibilitySeconds: 60 },
    });
    sandbox.faults.add({
      action: 'ChangeMessageVisibilityBatch',
      fault: { kind: 'error', type: 'AccessDenied', status: 403 },
    });
    const place = { scope, queueUrl: url, lookId: hold!.lookId };
    expect(await test.client.messages.extend({ ...place, seconds: 300 })).toMatchObject({
      hold: null,
      notExtended: [{ failure: { code: 'ACCESS_DENIED', iamAction: 'sqs:ChangeMessageVisibility' } }],
    });
  });
});
