import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  failureOf,
  startAnswering,
  startTestBackend,
  type Answer,
  type Answering,
  type TestBackend,
} from '../support/backend.ts';

const queueUrl = 'http://sqs.local/000000000000/orders';
const scope = { profile: 'local', region: 'us-east-1' };
let test: TestBackend;
let endpoint: Answering;
let answerSend: () => Answer;

beforeEach(async () => {
  answerSend = () => ({ status: 200, body: JSON.stringify({ MessageId: 'm-1' }) });
  endpoint = await startAnswering(({ action }) =>
    action === 'SendMessage' ? answerSend() : { status: 200, body: JSON.stringify({ Attributes: {} }) },
  );
  test = await startTestBackend();
  test.host.writeCredentials('[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
  test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
});
afterEach(async () => {
  await test.close();
  await endpoint.close();
});

const sends = () => endpoint.asked.filter(({ action }) => action === 'SendMessage').length;

it('records a write with its numbers and without its content', async () => {
  const callId = randomUUID();
  await test.client.messages.send({ scope, queueUrl, body: 'do-not-record-me', callId });
  const entry = await test.client.audit.outcome({ callId });
  expect(entry).toMatchObject({
    id: callId,
    action: 'messages.send',
    effect: 'write',
    profile: 'local',
    region: 'us-east-1',
    resource: queueUrl,
    outcome: 'done',
    failure: null,
    summary: { size: 16, attributes: 0, messageId: 'm-1' },
  });
  expect(JSON.stringify(entry)).not.toContain('do-not-record-me');
});

it('knows nothing of a call that never came', async () => {
  expect(await test.client.audit.outcome({ callId: randomUUID() })).toBeNull();
});

it('never carries a finished write out twice', async () => {
  const input = { scope, queueUrl, body: 'once', callId: randomUUID() };
  await test.client.messages.send(input);
  expect((await failureOf(test.client.messages.send(input))).code).toBe('CONFLICT');
  expect(sends()).toBe(1);
  expect(await test.client.audit.outcome({ callId: input.callId })).toMatchObject({ outcome: 'done' });
});

it('does not repeat a write whose outcome is unknown', async () => {
  answerSend = () => undefined;
  const input = { scope, queueUrl, body: 'lost answer', callId: randomUUID() };
  expect((await failureOf(test.client.messages.send(input))).code).toBe('OUTCOME_UNKNOWN');
  expect(await test.client.audit.outcome({ callId: input.callId })).toMatchObject({
    outcome: 'unknown',
    failure: { code: 'OUTCOME_UNKNOWN' },
  });
  expect((await failureOf(test.client.messages.send(input))).code).toBe('CONFLICT');
  expect(sends()).toBe(1);
});

it('lets a refused call be repeated under its id', async () => {
  await test.client.profiles.configure({ profile: 'local', guard: 'confirm' });
  const input = { scope, queueUrl, body: 'confirmed', callId: randomUUID() };
  expect((await failureOf(test.client.messages.send(input))).code).toBe('CONFIRMATION_NEEDED');
  expect(await test.client.audit.outcome({ callId: input.callId })).toMatchObject({ outcome: 'refused' });
  await test.client.messages.send({ ...input, confirmation: 'orders' });
  expect(await test.client.audit.outcome({ callId: input.callId })).toMatchObject({
    outcome: 'done',
    failure: null,
  });
});

it('two calls of one id at the same time send once', async () => {
  const input = { scope, queueUrl, body: 'twice', callId: randomUUID() };
  const results = await Promise.allSettled([
    test.client.messages.send(input),
    test.client.messages.send(input),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(sends()).toBe(1);
});

it('lists newest first, in pages of a hundred, and finds by text', async () => {
  for (let i = 0; i < 105; i += 1) await test.client.settings.set({ theme: i % 2 ? 'dark' : 'light' });
  await test.client.messages.send({ scope, queueUrl, body: 'x' });
  const first = await test.client.audit.list({});
  expect(first.entries).toHaveLength(100);
  expect(first.entries[0]).toMatchObject({ action: 'messages.send' });
  const second = await test.client.audit.list({ cursor: first.cursor });
  expect(second.entries).toHaveLength(6);
  expect(second.cursor).toBeUndefined();
  const ids = new Set([...first.entries, ...second.entries].map(({ id }) => id));
  expect(ids.size).toBe(106);
  const found = await test.client.audit.list({ text: 'ORDERS' });
  expect(found.entries.map(({ action }) => action)).toEqual(['messages.send']);
});

it('refuses a cursor that is not its own', async () => {
  expect(await failureOf(test.client.audit.list({ cursor: 'zzz' }))).toMatchObject({
    code: 'INVALID_INPUT',
    field: 'cursor',
  });
});

it('records no reads', async () => {
  await test.client.settings.get({});
  await test.client.profiles.list({});
  expect((await test.client.audit.list({})).entries).toEqual([]);
});
