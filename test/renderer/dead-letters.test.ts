import { describe, expect, it } from 'vitest';
import type { CaptureCoverage, QueueSummary } from '../../electron/contract/index.ts';
import type { Expiry } from '../../electron/domain/expiry.ts';
import {
  compareUrgency,
  urgencyOf,
  type UrgencyFacts,
} from '../../renderer/features/queues/dead-letters-urgency.ts';
import {
  filterDeadLetters,
  toCandidates,
  toDeadLetterRows,
  type DeadLetterFacts,
} from '../../renderer/features/queues/dead-letters.ts';
import { toRows } from '../../renderer/features/queues/queue-rows.ts';
import { noReading, queueKey } from '../../renderer/features/queues/readings.ts';

const now = Date.UTC(2026, 10, 23);
const hour = 3_600_000;
const unknown: Expiry = { kind: 'unknown', at: null };
const lostIn = (hours: number): Expiry => ({ kind: 'exact', at: now + hours * hour });
const facts = (name: string, more: Partial<UrgencyFacts> = {}): UrgencyFacts => ({
  ...{ name, depth: 1, expiry: unknown, growth: 0 },
  ...more,
});

describe('how urgent a dead-letter queue is', () => {
  it.each([
    ['a loss within a day', { expiry: lostIn(23) }, 'expiring'],
    ['a loss within a day beats growth', { expiry: lostIn(1), growth: 50 }, 'expiring'],
    ['a loss in two days, growing', { expiry: lostIn(48), growth: 0.5 }, 'growing'],
    ['shrinking', { growth: -3 }, 'waiting'],
    ['growth not known yet', { growth: null }, 'waiting'],
    ['a loss that is over tells nothing of the rest', { expiry: lostIn(-1) }, 'waiting'],
    ['empty, whatever was captured once', { depth: 0, expiry: lostIn(1) }, 'empty'],
    ['not read', { depth: null }, 'unread'],
  ] as const)('%s: %s', (_why, more, urgency) => {
    expect(urgencyOf(facts('q', more), now)).toBe(urgency);
  });

  it('puts what is lost first on top, then what grows, then what is deep, the unread and the empty last', () => {
    const all = [
      facts('empty', { depth: 0 }),
      facts('unread', { depth: null }),
      facts('b-shallow', { depth: 2 }),
      facts('a-shallow', { depth: 2 }),
      facts('deep', { depth: 900 }),
      facts('slow', { growth: 1, depth: 5000 }),
      facts('fast', { growth: 30 }),
      facts('tomorrow', { expiry: lostIn(20), depth: 9000 }),
      facts('tonight', { expiry: lostIn(2) }),
      facts('any-moment', { expiry: { kind: 'earliest', at: now - hour } }),
    ];
    expect(all.sort((a, b) => compareUrgency(a, b, now)).map(({ name }) => name)).toEqual([
      'any-moment',
      'tonight',
      'tomorrow',
      'fast',
      'slow',
      'deep',
      'a-shallow',
      'b-shallow',
      'unread',
      'empty',
    ]);
  });
});

const scope = { profile: 'p', region: 'eu-central-1' };
const arnOf = (name: string): string => `arn:aws:sqs:eu-central-1:123456789012:${name}`;
const urlOf = (name: string): string => `https://q/${name}`;
const keyOf = (name: string): string => queueKey(scope, urlOf(name));
const summary = (name: string, more: Partial<QueueSummary> & { dlq?: string } = {}): QueueSummary => {
  const { dlq, ...fields } = more;
  return {
    ...{ url: urlOf(name), name, fifo: name.endsWith('.fifo'), arn: arnOf(name), account: '123456789012' },
    counts: { visible: 3, inFlight: 2, delayed: 0, at: now },
    redrivePolicy: dlq ? { deadLetterTargetArn: arnOf(dlq), maxReceiveCount: 3 } : null,
    ...{ encryption: 'none', visibilityTimeout: 30, retentionPeriod: 345_600, delay: 0 },
    ...{ maximumMessageSize: 262_144, receiveWait: 0, createdAt: 0 },
    ...fields,
  };
};
const rowsOf = (queues: QueueSummary[]) => {
  const readings = new Map(queues.map((one) => [keyOf(one.name), { ...noReading, summary: one }]));
  const items = queues.map(({ url, name, fifo }) => ({ url, name, fifo }));
  return toRows([{ scope, items, state: 'ready', failure: null, pages: 1 }], readings);
};
const nothing: DeadLetterFacts = {
  confirmed: () => undefined,
  subscriptions: () => [],
  mark: () => undefined,
  coverage: () => undefined,
  age: () => undefined,
  task: () => undefined,
};
const covered = (name: string, more: Partial<CaptureCoverage>): CaptureCoverage => ({
  ...{ scope, queueUrl: urlOf(name), source: 1, inQueue: 0, oldestSentAt: null, last: null, running: null },
  left: { moved: 0, parked: 0, deleted: 0, gone: 0 },
  ...more,
});

describe('the dead-letter queues of a workspace', () => {
  const rows = rowsOf([
    summary('orders', { dlq: 'orders-dlq', retentionPeriod: 1_209_600 }),
    summary('orders-dlq'),
    summary('undelivered'),
    summary('lambda-failures'),
    summary('shared-dlq'),
    summary('plain'),
  ]);
  const subscription = {
    ...{
      arn: 'arn:aws:sns:eu-central-1:123456789012:t:1',
      topicArn: 'arn:aws:sns:eu-central-1:123456789012:t',
    },
    ...{ protocol: 'sqs', endpoint: arnOf('plain'), deadLetterTargetArn: arnOf('undelivered') },
  };
  const known: DeadLetterFacts = {
    ...nothing,
    confirmed: (key) =>
      key === keyOf('shared-dlq')
        ? { url: urlOf('shared-dlq'), sources: [urlOf('of-another-list')], readAt: now, failure: null }
        : undefined,
    subscriptions: (_scope, arn) => (arn === arnOf('undelivered') ? [subscription] : []),
    mark: (key) => (key === keyOf('lambda-failures') ? 'lambda' : undefined),
    coverage: (key) =>
      key === keyOf('orders-dlq')
        ? covered('orders-dlq', { inQueue: 4, oldestSentAt: now - 345_600_000 + hour })
        : undefined,
  };
  const all = toDeadLetterRows(rows, known);

  it('are those that queues, subscriptions, SQS or the user name', () => {
    expect(all.map(({ name }) => name)).toEqual([
      'orders-dlq',
      'undelivered',
      'lambda-failures',
      'shared-dlq',
    ]);
    const [dlq, undelivered, lambda, shared] = all;
    expect(dlq?.sources.map(({ name }) => name)).toEqual(['orders']);
    expect(undelivered?.subscriptions).toEqual([subscription]);
    expect(lambda?.mark).toBe('lambda');
    expect(shared?.elsewhere).toEqual([urlOf('of-another-list')]);
  });

  it('say how much of them is captured and when that is lost, hidden messages counted', () => {
    const [dlq] = all;
    expect(dlq).toMatchObject({ depth: 5, share: 0.8, expiry: { kind: 'exact', at: now + hour } });
    expect(all[1]).toMatchObject({ share: null, expiry: { kind: 'unknown' } });
  });

  it('warn where the source keeps messages longer', () => {
    expect(all[0]?.longer?.name).toBe('orders');
    const equal = rowsOf([summary('a', { dlq: 'b' }), summary('b')]);
    expect(toDeadLetterRows(equal, nothing)[0]?.longer).toBeNull();
  });

  it('are found by what fills them, and left out when empty', () => {
    expect(filterDeadLetters(all, 'orders', false).map(({ name }) => name)).toEqual(['orders-dlq']);
    expect(filterDeadLetters(all, 'sns 1', false).map(({ name }) => name)).toEqual(['undelivered']);
    const empty = { visible: 0, inFlight: 0, delayed: 0, at: now };
    const dry = toDeadLetterRows(
      rowsOf([summary('x', { dlq: 'y' }), summary('y', { counts: empty })]),
      nothing,
    );
    expect(filterDeadLetters(dry, '', true)).toEqual([]);
  });

  it('are asked about by name too, since the queue that fills one may not be visible', () => {
    expect(toCandidates(rows).map(({ name }) => name)).toEqual([
      'orders-dlq',
      'lambda-failures',
      'shared-dlq',
    ]);
  });
});
