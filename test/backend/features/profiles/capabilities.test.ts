import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFauxqs, type FauxqsServer } from 'fauxqs';
import {
  failureOf,
  startAnswering,
  startTestBackend,
  type Answer,
  type Answering,
  type TestBackend,
} from '../../../support/backend.ts';
import { createHeldClock, type HeldClock } from '../../../support/clock.ts';
import { startTestSandbox } from '../../../support/sandbox.ts';

let clock: HeldClock;
let test: TestBackend;
beforeEach(async () => {
  clock = createHeldClock(Date.now());
  test = await startTestBackend({ clock });
});
afterEach(() => test.close());

const scope = { profile: 'local', region: 'us-east-1' };
const keys = 'aws_access_key_id = a\naws_secret_access_key = b\n';
const at = (endpoint: string): void =>
  test.host.writeConfig(`[profile local]\n${keys}endpoint_url = ${endpoint}\n`);
const ask = async (refresh = false) => {
  const { capabilities, checkedAt } = await test.client.profiles.capabilities({ scope, refresh });
  const by = (state: string): string[] =>
    capabilities.filter((one) => one.state === state).map(({ service, action }) => `${service}:${action}`);
  return { checkedAt, capabilities, lacking: by('lacking'), offered: by('offered'), unknown: by('unknown') };
};

describe('an endpoint', () => {
  let endpoint: Answering;
  let answer: (action: string) => Answer;
  beforeEach(async () => {
    endpoint = await startAnswering(({ action }) => answer(action));
    at(endpoint.url);
  });
  afterEach(() => endpoint.close());

  const json = (status: number, body: object): Answer => ({ status, body: JSON.stringify(body) });
  /** The shortest answer that every client can read. */
  const nothing = (action: string): Answer =>
    /Topic|Subscription|TagsForResource|Identity|^$/.test(action)
      ? { status: 200, body: `<Response><${action}Result/></Response>` }
      : json(200, {});
  const lacks: Array<[string, Answer]> = [
    ['InvalidAction', json(400, { __type: 'com.amazonaws.sqs#InvalidAction', message: 'Unknown action: X' })],
    ['UnknownOperation', json(400, { __type: 'UnknownOperationException', message: '' })],
    ['501', { status: 501, body: '' }],
    ['501 with the code of a fault', json(501, { __type: 'InternalFailure', message: 'API not available' })],
    ['words', json(500, { __type: 'InternalError', message: 'The move action has not been implemented' })],
    ['no action that it can see', json(400, { __type: 'MissingAction', message: 'Action is missing' })],
    ['a page of its own failure', { status: 500, body: '<!doctype html><title>500</title>' }],
    ['a page', { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>Not found</html>' }],
  ];
  it.each(lacks)('lacks an action when it answers with %s', async (_, given) => {
    answer = (action) => (action === 'StartMessageMoveTask' ? given : nothing(action));
    const { lacking, offered } = await ask();
    expect(lacking).toEqual(['sqs:StartMessageMoveTask']);
    expect(offered).toEqual(expect.arrayContaining(['sqs:ListQueues', 'sqs:ListMessageMoveTasks']));
  });

  it.each([
    [
      'its arguments',
      json(400, { __type: 'com.amazonaws.sqs#ResourceNotFoundException', message: 'no' }),
      'offered',
    ],
    ['a value', json(400, { __type: 'InvalidParameterValue', message: 'bad' }), 'offered'],
    ['a permission', json(403, { __type: 'AccessDenied', message: 'no' }), 'unknown'],
    ['too many calls', json(429, { __type: 'ThrottlingException', message: 'slow' }), 'unknown'],
    ['a gateway', { status: 502, body: '<html>Bad gateway</html>' }, 'unknown'],
    ['a fault', json(500, { __type: 'InternalError', message: 'down' }), 'unknown'],
  ])('that refuses for %s', async (_, given, state) => {
    answer = (action) => (action === 'StartMessageMoveTask' ? given : nothing(action));
    const { capabilities } = await ask();
    expect(capabilities.find(({ action }) => action === 'StartMessageMoveTask')).toMatchObject({ state });
  });

  it('is never asked for anything that could change what is there', async () => {
    answer = () => json(200, { QueueUrls: ['http://x/1/real'] });
    await ask();
    const changing = endpoint.asked.filter(({ action }) => !/^(List|Get)/.test(action) && action !== '');
    expect(new Set(changing.map(({ action }) => action))).toEqual(
      new Set([
        'StartMessageMoveTask',
        'CancelMessageMoveTask',
        'SetTopicAttributes',
        'SetSubscriptionAttributes',
      ]),
    );
    // All of them name a thing that nobody could have made.
    for (const { body } of changing) {
      expect(body).toMatch(/spillway-asks-[0-9a-f-]{36}/);
      expect(body).not.toContain('real');
    }
  });

  it('is asked once by many, remembered over a restart and a day, and asked again when told', async () => {
    answer = nothing;
    const [first] = await Promise.all([ask(), ask()]);
    const calls = endpoint.asked.length;
    expect(first.checkedAt).toBe(clock.now());
    clock.advance(23 * 3_600_000);
    expect((await ask()).checkedAt).toBe(first.checkedAt);
    expect(endpoint.asked).toHaveLength(calls);
    expect((await ask(true)).checkedAt).toBe(clock.now());
    clock.advance(25 * 3_600_000);
    expect((await ask()).checkedAt).toBe(clock.now());
    const before = endpoint.asked.length;
    await test.client.profiles.forget({ profile: 'local' });
    await ask();
    expect(endpoint.asked.length).toBeGreaterThan(before);
  });

  it('that was away is asked again soon', async () => {
    answer = () => undefined;
    expect(await ask()).toMatchObject({ offered: [], lacking: [] });
    answer = nothing;
    expect((await ask()).offered).toContain('sqs:ListQueues');
  });

  it('of a profile that cannot sign in is not asked', async () => {
    test.host.writeConfig(`[profile local]\nendpoint_url = ${endpoint.url}\n`);
    expect(await failureOf(ask())).toMatchObject({ code: 'CREDENTIALS_MISSING' });
    expect(endpoint.asked).toEqual([]);
  });
});

it('AWS itself offers all, and is not asked', async () => {
  test.host.writeConfig(`[profile local]\nregion = us-east-1\n`);
  const { lacking, unknown, offered, checkedAt } = await ask();
  expect({ lacking, unknown, checkedAt }).toEqual({ lacking: [], unknown: [], checkedAt: null });
  expect(offered).toContain('sns:SetTopicAttributes:ArchivePolicy');
});

it('the sandbox offers all that is asked about, but for buckets', async () => {
  const sandbox = await startTestSandbox();
  at(sandbox.url);
  const { lacking } = await ask();
  expect(lacking.filter((one) => !one.startsWith('s3:'))).toEqual([]);
  await sandbox.close();
});

describe('fauxqs', () => {
  let server: FauxqsServer;
  beforeEach(async () => {
    server = await startFauxqs({ port: 0, logger: false });
    at(server.address);
  });
  afterEach(() => server.stop());

  it('lacks what it is known to lack, and nothing came of asking', async () => {
    const { lacking, offered } = await ask();
    expect(lacking).toEqual(
      expect.arrayContaining([
        'sqs:StartMessageMoveTask',
        'sqs:ListMessageMoveTasks',
        'sqs:ListDeadLetterSourceQueues',
        'cloudwatch:ListMetrics',
      ]),
    );
    expect(offered).toEqual(
      expect.arrayContaining(['sqs:ListQueues', 'sns:ListTopics', 'sts:GetCallerIdentity', 's3:ListBuckets']),
    );
    expect((await test.client.queues.list({ scope })).queues).toEqual([]);
    expect((await test.client.topics.list({ scope })).topics).toEqual([]);
  });
});
