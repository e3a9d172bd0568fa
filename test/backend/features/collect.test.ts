import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collect } from '../../../electron/backend/features/messages/collect.ts';
import { startAnswering, type Answering } from '../../support/backend.ts';
import { createHeldClock, type HeldClock } from '../../support/clock.ts';

let clock: HeldClock;
let endpoint: Answering;
let sqs: SQSClient;
let answer: (asked: Record<string, unknown>) => string[];

beforeEach(async () => {
  clock = createHeldClock();
  endpoint = await startAnswering(({ body }) => {
    const ids = answer(JSON.parse(body) as Record<string, unknown>);
    const Messages = ids.map((id) => ({
      MessageId: id,
      ReceiptHandle: `handle-${endpoint.asked.length}-${id}`,
      Body: 'b',
    }));
    return { status: 200, body: JSON.stringify(Messages.length > 0 ? { Messages } : {}) };
  });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  sqs = new SQSClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials,
    md5: false,
    maxAttempts: 1,
  });
});
afterEach(async () => {
  sqs.destroy();
  await endpoint.close();
});

const look = (more: object = {}) =>
  collect(sqs, {
    queueUrl: 'http://x/000000000000/q',
    count: 1000,
    waitSeconds: 5,
    visibilitySeconds: 600,
    fifo: true,
    clock,
    stopped: () => false,
    ...more,
  });
const waits = (): unknown[] =>
  endpoint.asked.map(({ body }) => (JSON.parse(body) as Record<string, unknown>).WaitTimeSeconds);

describe('a look ends', () => {
  it('after 30 seconds of holding, however much is left', async () => {
    answer = () => {
      clock.advance(4_000);
      return [`m${endpoint.asked.length}`];
    };
    const { messages, cut } = await look();
    expect(cut?.code).toBe('TIMEOUT');
    // The first answer comes at 4 s; holding begins there.
    expect(messages.size).toBe(9);
    expect(waits().at(-1)).toBe(2);
  });

  it('before the first message would come back', async () => {
    answer = () => {
      clock.advance(1_000);
      return [`m${endpoint.asked.length}`];
    };
    const { messages, cut } = await look({ visibilitySeconds: 5 });
    expect(cut?.code).toBe('TIMEOUT');
    expect(messages.size).toBeLessThanOrEqual(5);
  });

  it('with the first empty long poll', async () => {
    answer = () => (endpoint.asked.length === 1 ? ['a'] : []);
    expect(await look()).toMatchObject({ receives: 2, cut: null });
  });

  it('with the third empty short poll in a row', async () => {
    answer = () => ({ 1: [], 2: ['a'], 3: [], 4: [], 5: [], 6: ['b'] })[endpoint.asked.length] ?? [];
    const { receives, messages } = await look({ waitSeconds: 0 });
    expect([receives, [...messages.keys()]]).toEqual([5, ['a']]);
  });

  it('when it is told to stop', async () => {
    answer = () => ['a', 'b'];
    expect((await look({ stopped: () => endpoint.asked.length >= 2 })).receives).toBe(2);
  });
});

it('a message that comes twice counts once, with its newest handle', async () => {
  answer = () => (endpoint.asked.length <= 2 ? ['same'] : []);
  const { messages } = await look();
  expect([...messages.values()].map(({ ReceiptHandle }) => ReceiptHandle)).toEqual(['handle-2-same']);
});

it('asks for no more than is still wanted', async () => {
  answer = (asked) =>
    Array.from(
      { length: Math.min(4, Number(asked.MaxNumberOfMessages)) },
      (_, i) => `m${endpoint.asked.length}-${i}`,
    );
  expect((await look({ count: 11 })).messages.size).toBe(11);
  expect(
    endpoint.asked.map(({ body }) => (JSON.parse(body) as Record<string, unknown>).MaxNumberOfMessages),
  ).toEqual([10, 7, 3]);
});
