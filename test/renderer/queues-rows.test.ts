import { describe, expect, it } from 'vitest';
import type { QueueRef, QueueSummary, Scope } from '../../electron/contract/index.ts';
import type { ScopeListing } from '../../renderer/api/scoped-list.ts';
import { growthPerMinute, withReading, type Depth } from '../../renderer/features/queues/depth.ts';
import { feedersOf } from '../../renderer/features/queues/feeders.ts';
import { filterRows, type QueueFilter } from '../../renderer/features/queues/filters.ts';
import { toRows, type QueueRow } from '../../renderer/features/queues/queue-rows.ts';
import { noReading, queueKey, type Reading } from '../../renderer/features/queues/readings.ts';

const home: Scope = { profile: 'shop', region: 'eu-central-1' };
const away: Scope = { profile: 'test', region: 'eu-central-1' };
const arnOf = (name: string): string => `arn:aws:sqs:eu-central-1:123456789012:${name}`;
const urlOf = (name: string): string => `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}`;

function listing(scope: Scope, ...names: string[]): ScopeListing<QueueRef> {
  const items = names.map((name) => ({ url: urlOf(name), name, fifo: name.endsWith('.fifo') }));
  return { scope, items, state: 'ready', failure: null, pages: 1 };
}
function summary(name: string, visible: number, dlq: string | null = null): QueueSummary {
  return {
    url: urlOf(name),
    name,
    fifo: name.endsWith('.fifo'),
    arn: arnOf(name),
    account: '123456789012',
    counts: { visible, inFlight: 0, delayed: 0, at: 1 },
    redrivePolicy: dlq ? { deadLetterTargetArn: arnOf(dlq), maxReceiveCount: 5 } : null,
    encryption: 'none',
    visibilityTimeout: 30,
    retentionPeriod: 345_600,
    delay: 0,
    maximumMessageSize: 1_048_576,
    receiveWait: 0,
    createdAt: null,
  };
}
function readings(...known: [Scope, QueueSummary][]): Map<string, Reading> {
  return new Map(known.map(([scope, read]) => [queueKey(scope, read.url), { ...noReading, summary: read }]));
}

describe('the rows of the list', () => {
  const known = readings(
    [home, summary('orders', 7, 'orders-dlq')],
    [home, summary('orders-dlq', 3)],
    [away, summary('orders-dlq', 99)],
  );
  const rows = toRows([listing(home, 'orders', 'orders-dlq', 'unread'), listing(away, 'orders-dlq')], known);

  it('know a dead-letter queue by the queues that name it, within one profile', () => {
    expect(rows.map(({ scope, name, dlq }) => [scope.profile, name, dlq])).toEqual([
      ['shop', 'orders', false],
      ['shop', 'orders-dlq', true],
      ['shop', 'unread', false],
      ['test', 'orders-dlq', false],
    ]);
  });

  it('tell how many wait in the dead-letter queue, and nothing where that was not read', () => {
    expect(rows.map(({ inDlq }) => inDlq)).toEqual([3, null, null, null]);
    const alone = toRows([listing(home, 'orders')], readings([home, summary('orders', 7, 'orders-dlq')]));
    expect(alone[0]?.inDlq).toBeNull();
  });

  it('show a name before anything of it was read', () => {
    expect(rows[2]).toMatchObject({ name: 'unread', summary: null, failure: null });
  });

  it('are the same objects while nothing of them changes, so that whoever shows them has nothing to do', () => {
    const before = new Map(rows.map((row) => [row.key, row]));
    const changed = new Map(known);
    const key = queueKey(home, urlOf('orders-dlq'));
    changed.set(key, { ...noReading, summary: summary('orders-dlq', 4) });
    const listings = [listing(home, 'orders', 'orders-dlq', 'unread'), listing(away, 'orders-dlq')];
    const again = toRows(listings, changed, before);
    expect(again.map((row, at) => row === rows[at])).toEqual([false, false, true, true]);
    expect(toRows(listings, changed, new Map(again.map((row) => [row.key, row])))).toEqual(again);
    expect(again[0]?.inDlq).toBe(4);
  });

  it('tell a dead-letter queue that AWS confirmed from one that only policies name', () => {
    const opened = new Map(known);
    const urls = ['orders-dlq', 'unread'].map(urlOf);
    opened.set(queueKey(home, urls[0] ?? ''), {
      ...noReading,
      summary: summary('orders-dlq', 3),
      confirmedSources: [],
    });
    opened.set(queueKey(home, urls[1] ?? ''), {
      ...noReading,
      summary: summary('unread', 0),
      confirmedSources: [urlOf('of-another-page')],
    });
    const said = toRows([listing(home, 'orders', 'orders-dlq', 'unread')], opened);
    expect(said.map(({ dlq, dlqConfirmed }) => [dlq, dlqConfirmed])).toEqual([
      [false, null],
      [true, false],
      [true, true],
    ]);
  });
});

describe('the filter of the list', () => {
  const tags = { team: 'checkout', '': 'x' };
  const opened = readings([home, summary('orders', 7, 'orders-dlq')], [home, summary('orders-dlq', 3)]);
  opened.set(queueKey(home, urlOf('secret')), {
    ...noReading,
    summary: { ...summary('secret', 0), encryption: 'sse-kms' },
    tags,
  });
  const rows = toRows([listing(home, 'orders', 'orders-dlq', 'secret', 'unread')], opened);
  const left = (filter: Partial<QueueFilter>): string[] =>
    filterRows(rows, { search: '', chips: [], tag: '', isPinned: () => false, ...filter }).rows.map(
      ({ name }: QueueRow) => name,
    );
  const counts = (filter: Partial<QueueFilter>) =>
    filterRows(rows, { search: '', chips: [], tag: '', isPinned: ({ name }) => name === 'unread', ...filter })
      .counts;

  it('finds every word of a search, in name, ARN, scope or tags that were read', () => {
    expect(left({ search: 'dlq shop' })).toEqual(['orders-dlq']);
    expect(left({ search: '123456789012' })).toEqual(['orders', 'orders-dlq', 'secret']);
    expect(left({ search: 'team=check' })).toEqual(['secret']);
    expect(left({ search: 'nowhere' })).toEqual([]);
  });

  it('finds a tag by its key, or by key and value as AWS spells them', () => {
    expect(left({ tag: 'team' })).toEqual(['secret']);
    expect(left({ tag: 'team=checkout' })).toEqual(['secret']);
    expect(left({ tag: 'team=check' })).toEqual([]);
    expect(left({ tag: 'Team' })).toEqual([]);
    expect(left({ tag: 'toString' })).toEqual([]);
  });

  it('keeps what is encrypted or not only where that was read', () => {
    expect(left({ chips: ['encrypted'] })).toEqual(['secret']);
    expect(left({ chips: ['plain'] })).toEqual(['orders', 'orders-dlq']);
  });

  it('counts what each chip would leave under the search, the tag and the other chips', () => {
    expect(counts({})).toEqual({
      ...{ messages: 2, failing: 1, dlq: 1, fifo: 0 },
      ...{ pinned: 1, encrypted: 1, plain: 2 },
    });
    expect(counts({ chips: ['dlq'] })).toMatchObject({ messages: 1, dlq: 1, failing: 0 });
    expect(counts({ search: 'unread' })).toMatchObject({ messages: 0, pinned: 1 });
    expect(counts({ tag: 'team' })).toMatchObject({ encrypted: 1, plain: 0 });
  });
});

describe('the depth of a session', () => {
  const at = (seconds: number, visible: number): [number, number] => [seconds * 1000, visible];
  const series = (...points: [number, number][]): readonly Depth[] =>
    points.reduce<readonly Depth[]>((sum, [time, visible]) => withReading(sum, time, visible), []);

  it('leaves a gap where nothing was read for long', () => {
    expect(series(at(0, 1), at(300, 2)).map(({ visible }) => visible)).toEqual([1, null, 2]);
  });

  it('takes no reading that is older than the last', () => {
    expect(series(at(10, 1), at(5, 9))).toHaveLength(1);
  });

  it('tells a trend over at least a minute only', () => {
    expect(growthPerMinute(series(at(0, 10), at(30, 20)))).toBeNull();
    expect(growthPerMinute(series(at(0, 10), at(30, 20), at(60, 40)))).toBe(30);
    expect(growthPerMinute(series(at(0, 10), at(60, 5)))).toBe(-5);
  });

  it('tells no trend across a gap', () => {
    expect(growthPerMinute(series(at(0, 10), at(300, 99)))).toBeNull();
  });
});

describe('who may feed a queue', () => {
  it('is read from the sources that its policy allows to send', () => {
    const allow = (arn: unknown, action = 'sqs:SendMessage', effect = 'Allow'): object => ({
      Effect: effect,
      Action: action,
      Condition: { ArnEquals: { 'aws:SourceArn': arn } },
    });
    const topic = 'arn:aws:sns:eu-central-1:123456789012:order-events';
    const bucket = 'arn:aws:s3:::uploads';
    const policy = {
      Statement: [
        allow([topic, bucket]),
        allow('arn:aws:sns:eu-central-1:1:denied', 'sqs:SendMessage', 'Deny'),
        allow('arn:aws:sns:eu-central-1:1:reader', 'sqs:ReceiveMessage'),
        allow(topic, 'SQS:*'),
      ],
    };
    expect(feedersOf(JSON.stringify(policy)).map(({ name, service }) => [name, service])).toEqual([
      ['order-events', 'sns'],
      ['uploads', 's3'],
    ]);
  });

  it('is nobody when there is no policy or it cannot be read', () => {
    expect(feedersOf(undefined)).toEqual([]);
    expect(feedersOf('{')).toEqual([]);
    expect(feedersOf('[]')).toEqual([]);
  });
});
