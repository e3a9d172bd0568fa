import { describe, expect, it } from 'vitest';
import type { QueueRef, QueueSummary } from '../../electron/contract/index.ts';
import type { Expiry } from '../../electron/domain/expiry.ts';
import type { ScopeListing } from '../../renderer/api/scoped-list.ts';
import { findAttention } from '../../renderer/features/queues/attention.ts';
import { toRows } from '../../renderer/features/queues/queue-rows.ts';
import { noReading, queueKey, type Reading } from '../../renderer/features/queues/readings.ts';
import { sumScope } from '../../renderer/features/queues/scope-sums.ts';

const scope = { profile: 'p', region: 'eu-central-1' };
const arnOf = (name: string): string => `arn:aws:sqs:eu-central-1:123456789012:${name}`;
const day = 86_400;

function summary(
  name: string,
  more: Partial<QueueSummary> & { visible?: number; inFlight?: number; dlq?: string } = {},
): QueueSummary {
  const { visible = 0, inFlight = 0, dlq, ...fields } = more;
  return {
    ...{
      url: `https://q/${name}`,
      name,
      fifo: name.endsWith('.fifo'),
      arn: arnOf(name),
      account: '123456789012',
    },
    counts: { visible, inFlight, delayed: 0, at: 1_000 },
    redrivePolicy: dlq ? { deadLetterTargetArn: arnOf(dlq), maxReceiveCount: 3 } : null,
    ...{
      encryption: 'none',
      visibilityTimeout: 30,
      retentionPeriod: 4 * day,
      delay: 0,
      maximumMessageSize: 262_144,
    },
    ...{ receiveWait: 0, createdAt: 0 },
    ...fields,
  } as QueueSummary;
}
function find(queues: QueueSummary[], more: Partial<ScopeListing<QueueRef>> = {}, unread: string[] = []) {
  const failure = {
    code: 'ACCESS_DENIED',
    message: 'no',
    retryable: false,
    iamAction: 'sqs:GetQueueAttributes',
  } as const;
  const items = [...queues, ...unread.map((name) => summary(name))].map(({ url, name, fifo }) => ({
    url,
    name,
    fifo,
  }));
  const listings: ScopeListing<QueueRef>[] = [
    { scope, items, state: 'ready', failure: null, pages: 1, ...more },
  ];
  const readings = new Map<string, Reading>([
    ...queues.map((each): [string, Reading] => [
      queueKey(scope, each.url),
      { ...noReading, summary: each, failure: null, depths: [] },
    ]),
    ...unread.map((name): [string, Reading] => [
      queueKey(scope, `https://q/${name}`),
      { ...noReading, summary: null, failure, depths: [] },
    ]),
  ]);
  const rows = toRows(listings, readings);
  return { rows, found: findAttention(rows, listings) };
}
const kinds = (result: ReturnType<typeof find>): string[] =>
  result.found.map(({ kind, row }) => `${kind} ${row?.name ?? ''}`.trim());

describe('what needs attention', () => {
  it('is nothing while all is well', () => {
    expect(
      kinds(find([summary('orders', { visible: 900, dlq: 'orders-dlq' }), summary('orders-dlq')])),
    ).toEqual([]);
  });

  it('is a dead-letter queue with messages, with the queues that gave up, the fullest first', () => {
    const result = find([
      summary('a', { dlq: 'a-dlq' }),
      summary('b', { dlq: 'b-dlq' }),
      summary('a-dlq', { visible: 2 }),
      summary('b-dlq', { visible: 40 }),
    ]);
    expect(kinds(result)).toEqual(['dead-letters b-dlq', 'dead-letters a-dlq']);
    expect(result.found[0]).toMatchObject({ tone: 'red', figure: 40, names: ['b'] });
  });

  it('is what is lost within a day before everything else, the soonest first', () => {
    const { rows } = find([
      summary('a', { dlq: 'a-dlq' }),
      summary('b', { dlq: 'b-dlq' }),
      summary('c', { dlq: 'c-dlq' }),
      summary('a-dlq', { visible: 900 }),
      summary('b-dlq', { visible: 2 }),
      summary('c-dlq', { visible: 1 }),
    ]);
    const now = 1_000_000;
    const hours: Record<string, number> = { 'a-dlq': 30, 'b-dlq': 20, 'c-dlq': 2 };
    const of = ({ name }: { name: string }): Expiry => ({
      kind: 'exact',
      at: now + (hours[name] ?? 0) * 3_600_000,
    });
    const failure = { code: 'SSO_LOGIN_NEEDED', message: 'ended', retryable: false } as const;
    const found = findAttention(rows, [{ scope, items: [], state: 'failed', failure, pages: 0 }], {
      of,
      now,
    });
    expect(found.map(({ kind, row }) => `${kind} ${row?.name ?? ''}`.trim())).toEqual([
      'expiring c-dlq',
      'expiring b-dlq',
      'unlisted',
      'dead-letters a-dlq',
    ]);
    expect(found[0]).toMatchObject({ tone: 'red', figure: 1, seconds: 7_200, names: ['c'] });
  });

  it('is not a full queue that only has dlq in its name', () => {
    expect(kinds(find([summary('old-dlq', { visible: 70 })]))).toEqual([]);
  });

  it('is a dead-letter queue that keeps standard messages shorter than their source', () => {
    const result = find([
      summary('orders', { dlq: 'orders-dlq', retentionPeriod: 14 * day }),
      summary('orders-dlq', { retentionPeriod: day }),
    ]);
    expect(kinds(result)).toEqual(['short-retention orders']);
    expect(result.found[0]).toMatchObject({ tone: 'amber', seconds: day, limit: 14 * day });
  });

  it('is a target that is not there, but only once the scope was read to the end', () => {
    const orders = summary('orders', { dlq: 'gone' });
    expect(kinds(find([orders]))).toEqual(['no-target orders']);
    expect(kinds(find([orders], { state: 'loading' }))).toEqual([]);
    expect(kinds(find([orders], {}, ['other']))).toEqual(['unread']);
  });

  it('is an in-flight count near the limit, red at the limit', () => {
    expect(find([summary('busy', { inFlight: 100_000 })]).found[0]).toMatchObject({
      kind: 'in-flight',
      tone: 'amber',
    });
    expect(find([summary('busy', { inFlight: 120_000 })]).found[0]).toMatchObject({
      kind: 'in-flight',
      tone: 'red',
    });
  });

  it('begins with a scope that cannot be listed', () => {
    const failure = { code: 'SSO_LOGIN_NEEDED', message: 'ended', retryable: false } as const;
    const result = find([summary('a', { dlq: 'd' }), summary('d', { visible: 9 })], {
      state: 'failed',
      failure,
    });
    expect(kinds(result)).toEqual(['unlisted', 'dead-letters d']);
  });
});

describe('the totals of a scope', () => {
  it('count dead letters apart and tell the oldest reading', () => {
    const { rows } = find([
      summary('a', { visible: 5, inFlight: 2, dlq: 'd' }),
      summary('d', { visible: 9, counts: { visible: 9, inFlight: 0, delayed: 0, at: 500 } }),
    ]);
    expect(sumScope(scope, rows)).toEqual({
      queues: 2,
      waiting: 5,
      inFlight: 2,
      delayed: 0,
      inDlqs: 9,
      readAt: 500,
    });
  });
});
