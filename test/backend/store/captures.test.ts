import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureFilter, MessageAttributes } from '../../../electron/contract/index.ts';
import type { CapturePlace, CaptureRow } from '../../../electron/backend/store/captures-rows.ts';
import type { CaptureStore } from '../../../electron/backend/store/captures.ts';
import { databaseFile } from '../../../electron/backend/store/database.ts';
import { openStore, type Store } from '../../../electron/backend/store/store.ts';
import { createRandom } from '../../domain/random.ts';

let folder: string;
let store: Store;
let captures: CaptureStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spillway-captures-'));
  store = openStore(folder);
  captures = store.captures;
  captures.policies.set('p', { mode: 'keep' });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = (queue = 'orders', profile = 'p'): CapturePlace => ({
  profile,
  region: 'us-east-1',
  queueUrl: `http://localhost/1/${queue}`,
});
const message = (messageId: string, body: string, more: Partial<CaptureRow> = {}): CaptureRow => ({
  messageId,
  body,
  attributes: {},
  system: {},
  size: body.length,
  sentAt: null,
  receiveCount: 1,
  seenAt: 1000,
  ...more,
});
const find = (filter: CaptureFilter): string[] =>
  captures.search.page(filter, undefined, 100).map(({ messageId }) => messageId);
const limits = { messages: 100, bytes: 1e9 };
const only = (): number => captures.search.ids({ filter: {} })[0] ?? -1;
const remove = (ids: readonly number[]): number => {
  const steps = captures.removal.removing(ids);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};

describe('a kept message', () => {
  it.each([
    ['numbers and duplicate keys as they were', '{"a":12345678901234567890,"a":1.0}'],
    ['lone surrogates', 'a\ud800b'],
    ['a NUL in the middle', 'a\0b'],
    ['a NUL alone', '\0'],
    ['nothing', ''],
    ['Korean and emoji', '주문 실패 🧾'],
    ['a body of 1 MiB', 'x'.repeat(1024 * 1024)],
  ])('gives back %s', (_, body) => {
    const attributes: MessageAttributes = {
      image: { type: 'Binary.gif', binary: true, value: 'AAH/' },
      odd: { type: 'String', binary: false, value: 'a\ud800\0b' },
    };
    captures.add(place(), [message('m', body, { attributes, system: { SenderId: 's' } })]);
    expect(captures.search.get(only())).toMatchObject({
      body,
      attributes,
      system: { SenderId: 's' },
      messageId: 'm',
      scope: { profile: 'p', region: 'us-east-1' },
      queue: 'orders',
    });
    expect(captures.seen.changed(place(), 0, limits).messages).toMatchObject([{ messageId: 'm', body }]);
  });

  it('is one row however often it is seen, with the newest of what changes', () => {
    captures.add(place(), [message('m', 'body', { seenAt: 1000, sentAt: 500 })]);
    const system = { ApproximateReceiveCount: '4' };
    captures.add(place(), [message('m', 'body', { seenAt: 3000, sentAt: 500, receiveCount: 4, system })]);
    captures.add(place(), [message('m', 'body', { seenAt: 2000, sentAt: 500, receiveCount: null, system })]);
    expect(captures.search.count({})).toBe(1);
    expect(captures.search.get(only())).toMatchObject({
      firstSeen: 1000,
      lastSeen: 3000,
      receiveCount: 4,
      at: 500,
      system,
    });
  });

  it('of the same id in another queue is another message', () => {
    captures.add(place('orders'), [message('m', 'one')]);
    captures.add(place('orders-dlq'), [message('m', 'two')]);
    expect(captures.search.count({})).toBe(2);
  });

  it('that comes back with another body is found by the new one alone', () => {
    captures.add(place(), [message('m', 'apple pie')]);
    captures.add(place(), [message('m', 'cherry pie')]);
    expect(find({ text: 'apple' })).toEqual([]);
    expect(find({ text: 'cherry' })).toEqual(['m']);
    expect(captures.sources.list()).toMatchObject([{ count: 1 }]);
  });

  it('is kept only where the policy of its profile says so', () => {
    captures.policies.set('private', { mode: 'memory' });
    expect(captures.add(place('q', 'private'), [message('a', 'x')])).toBe(0);
    expect(captures.add(place('q', 'stranger'), [message('b', 'x')])).toBe(0);
    expect(captures.add(place(), [message('c', 'x')])).toBe(1);
    expect(captures.sources.list().map(({ scope }) => scope?.profile)).toEqual(['p']);
  });
});

describe('search', () => {
  const bodies: [string, string][] = [
    ['ascii', '{"orderId":"ORD-4711","note":"100%_done \\\\ ok"}'],
    ['korean', '주문이 실패했습니다: 재고 부족'],
    ['umlaut', 'Die Größe ÜBERSCHREITET das Maß'],
    ['quotes', 'say "hello" \'world\''],
  ];
  beforeEach(() => {
    captures.add(
      place(),
      bodies.map(([id, body], i) => message(id, body, { sentAt: 1000 * (i + 1) })),
    );
  });

  it.each([
    ['ord-4711', ['ascii']],
    ['D-47', ['ascii']],
    ['47', ['ascii']],
    ['실패했', ['korean']],
    ['재고', ['korean']],
    ['고', ['korean']],
    ['überschreitet', ['umlaut']],
    ['GRÖSSE', []],
    ['größe', ['umlaut']],
    ['ü', ['umlaut']],
    ['%_d', ['ascii']],
    ['%%', []],
    ['\\\\', ['ascii']],
    ['"hello" \'w', ['quotes']],
    ['hello OR world', []],
    ['o', ['quotes', 'korean', 'ascii']],
    ['noth', []],
  ])('finds %s', (text, ids) => {
    expect(find({ text })).toEqual(ids);
    expect(captures.search.count({ text })).toBe(ids.length);
  });

  it('shows where the text stands', () => {
    captures.add(place(), [message('deep', `${'x '.repeat(5000)}needle in\nthe stack${' y'.repeat(5000)}`)]);
    const [hit] = captures.search.page({ text: 'NEEDLE' }, undefined, 1);
    expect(hit?.snippet).toMatchObject({ match: 'needle', where: 'body' });
    expect(hit?.snippet.before).toMatch(/^….*x $/);
    expect(hit?.snippet.after).toMatch(/^ in the stack y/);
    expect(captures.search.page({ text: 'größe' }, undefined, 1)[0]?.snippet.match).toBe('Größe');
  });

  it('reaches ids, groups and attributes', () => {
    const attributes: MessageAttributes = {
      ErrorCode: { type: 'String', binary: false, value: 'card_declined' },
      picture: { type: 'Binary', binary: true, value: 'QUJDREVG' },
    };
    captures.add(place(), [
      message('0b1c-uuid', 'plain', { attributes, system: { MessageGroupId: 'customer-9' } }),
    ]);
    for (const text of ['1c-uu', 'mer-9', 'errorcode', 'declined'])
      expect(find({ text })).toEqual(['0b1c-uuid']);
    expect(find({ text: 'QUJDREVG' })).toEqual([]);
    expect(captures.search.page({ text: 'declined' }, undefined, 1)[0]?.snippet).toMatchObject({
      match: 'declined',
      where: 'attributes',
    });
    expect(find({ groupId: 'customer-9' })).toEqual(['0b1c-uuid']);
    expect(find({ attribute: { name: 'ErrorCode' } })).toEqual(['0b1c-uuid']);
    expect(find({ attribute: { name: 'ErrorCode', value: 'card_declined' } })).toEqual(['0b1c-uuid']);
    expect(find({ attribute: { name: 'ErrorCode', value: 'other' } })).toEqual([]);
    expect(find({ attribute: { name: 'MessageGroupId', value: 'customer-9' } })).toEqual(['0b1c-uuid']);
  });

  it('keeps to queues, times, sizes and profiles', () => {
    captures.policies.set('q', { mode: 'keep' });
    captures.add(place('other', 'q'), [message('far', 'x'.repeat(5000), { sentAt: 9000 })]);
    const other = captures.sources.list().find(({ queue }) => queue === 'other')?.id ?? -1;
    expect(find({ sources: [other] })).toEqual(['far']);
    expect(find({ sources: [] })).toEqual([]);
    expect(find({ profile: 'q' })).toEqual(['far']);
    expect(find({ from: 2000, to: 4000 })).toEqual(['umlaut', 'korean']);
    expect(find({ minSize: 1000 })).toEqual(['far']);
    expect(find({ maxSize: 20, text: 'he' })).toEqual(['quotes']);
  });

  it('pages through messages of one moment without losing or repeating one', () => {
    captures.add(
      place('many'),
      Array.from({ length: 250 }, (_, i) => message(`same-${i}`, 'all alike', { sentAt: 5 })),
    );
    const seen: string[] = [];
    let mark: { at: number; id: number } | undefined;
    for (;;) {
      const page = captures.search.page({ text: 'alike' }, mark, 100);
      seen.push(...page.map(({ messageId }) => messageId));
      if (page.length < 100) break;
      mark = page.at(-1);
    }
    expect(new Set(seen).size).toBe(250);
    expect(seen).toHaveLength(250);
  });

  it('agrees with a plain look through every text', () => {
    const random = createRandom(11);
    const alphabet = [...'ab%_"\\ 주문é'];
    const word = (length: number): string => Array.from({ length }, () => random.pick(alphabet)).join('');
    const all = Array.from({ length: 150 }, (_, i) => message(`r${i}`, word(random.below(40))));
    captures.add(place('random'), all);
    const source = captures.sources.list().find(({ queue }) => queue === 'random')?.id ?? -1;
    for (let i = 0; i < 150; i += 1) {
      const text = word(1 + random.below(5));
      const expected = all.filter(({ body, messageId }) => `${body}\n${messageId}`.includes(text)).length;
      expect(captures.search.count({ text, sources: [source] }), JSON.stringify(text)).toBe(expected);
    }
  });
});

describe('deleting', () => {
  const secret = 'Ωmega-zebra-9371';
  const traces = (): string[] =>
    ['', '-wal', '-shm'].filter((end) =>
      readFileSync(path.join(folder, databaseFile + end))
        .toString('latin1')
        .match(/zebra|qxj|jqx/i),
    );
  /** Terms of the search index, read from outside. */
  const terms = (like: string): number => {
    const db = new DatabaseSync(path.join(folder, databaseFile));
    db.exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'captured_text', 'row')");
    const n = Number(db.prepare('SELECT count(*) AS n FROM temp.terms WHERE term LIKE ?').get(like)?.n);
    db.exec("INSERT INTO captured_text (captured_text, rank) VALUES ('integrity-check', 1)");
    db.close();
    return n;
  };
  const many = (count: number, from = 0): CaptureRow[] =>
    Array.from({ length: count }, (_, i) =>
      message(`m${from + i}`, `{"order":${from + i},"note":"some text of an order"}`),
    );

  it.each([
    ['one of many', 1],
    ['a few of many', 5],
    ['more than a few of many', 60],
    ['all', 400],
  ])('%s leaves no trace in the data files', (_, count) => {
    const kept = 400 - count;
    captures.add(place(), many(kept));
    captures.add(
      place('gone'),
      Array.from({ length: count }, (_, i) =>
        message(`g${i}`, `${secret} ${i} ${'y'.repeat(i === 0 ? 20_000 : 10)} qxj`, {
          attributes: { zebra: { type: 'String', binary: false, value: secret } },
        }),
      ),
    );
    expect(traces()).not.toEqual([]);
    expect(terms('zeb')).toBe(1);
    const gone = captures.search.ids({ filter: { text: 'zebra' } });
    expect(gone).toHaveLength(count);
    expect(remove(gone)).toBe(count);
    expect(terms('zeb')).toBe(0);
    expect(terms('qxj')).toBe(0);
    expect(traces()).toEqual([]);
    expect(captures.search.count({})).toBe(kept);
    expect(captures.search.count({ text: 'some text' })).toBe(kept);
    expect(captures.sources.list().map(({ queue }) => queue)).toEqual(kept > 0 ? ['orders'] : []);
  });

  it('gives the room back to the disk', () => {
    captures.add(place(), many(50));
    captures.add(place('big'), [message('b', 'z'.repeat(3_000_000))]);
    const before = captures.fileBytes();
    remove(captures.search.ids({ filter: { text: 'zzzz' } }));
    expect(before - captures.fileBytes()).toBeGreaterThan(2_500_000);
  });

  it('that was broken off is ended later', () => {
    captures.add(place(), [...many(300), ...Array.from({ length: 50 }, (_, i) => message(`g${i}`, secret))]);
    const steps = captures.removal.removing(captures.search.ids({ filter: { text: 'zebra' } }));
    steps.next();
    steps.return(0);
    store.close();
    store = openStore(folder);
    captures = store.captures;
    expect([...captures.removal.tidying()].length).toBeGreaterThan(0);
    expect(terms('zeb')).toBe(0);
    expect(traces()).toEqual([]);
  });

  it('of all that was broken off spares what comes meanwhile', () => {
    captures.add(place(), [...many(2500), message('g', secret)]);
    const steps = captures.removal.removing(captures.search.ids({ filter: {} }));
    steps.next();
    steps.return(0);
    expect(captures.removal.isOwed()).toBe(true);
    captures.add(place(), [message('g', 'another text'), message('new', 'spared text')]);
    expect([...captures.removal.tidying()].length).toBeGreaterThan(2);
    expect(find({ text: 'text' })).toEqual(['new', 'g']);
    expect(captures.search.count({})).toBe(2);
    expect(captures.sources.list()).toMatchObject([{ count: 2 }]);
    expect(terms('zeb')).toBe(0);
    expect(terms('spa')).toBe(1);
    expect(traces()).toEqual([]);
  });

  it('of the same messages by two processes at once is no harm', () => {
    captures.add(place(), many(100));
    const other = openStore(folder);
    const ids = captures.search.ids({ filter: {} }).slice(0, 30);
    const one = captures.removal.removing(ids);
    one.next();
    const two = other.captures.removal.removing(ids);
    let n = 0;
    for (;;) {
      const step = two.next();
      if (step.done) {
        n += step.value;
        break;
      }
    }
    for (;;) {
      const step = one.next();
      if (step.done) {
        n += step.value;
        break;
      }
    }
    other.close();
    expect(n).toBe(30);
    expect(captures.search.count({ text: 'some text' })).toBe(70);
    expect(terms('tex')).toBe(1);
  });

  it('of a profile takes that profile alone', () => {
    captures.policies.set('q', { mode: 'keep' });
    captures.add(place('a'), many(20));
    captures.add(place('b'), many(20, 20));
    captures.add(place('a', 'q'), many(20));
    expect(captures.forgetProfile('p')).toBe(40);
    expect(captures.sources.profiles()).toMatchObject([{ profile: 'q', count: 20 }]);
    expect(captures.forgetProfile('p')).toBe(0);
  });
});

describe('the policy', () => {
  const day = 86_400_000;
  it('names what is too old by its last sight', () => {
    captures.policies.set('p', { days: 2 });
    captures.add(place(), [
      message('old', 'a', { seenAt: day }),
      message('seen again', 'b', { seenAt: day }),
    ]);
    captures.add(place(), [message('seen again', 'b', { seenAt: 3 * day })]);
    expect(captures.overdue('p', 'age', 3 * day)).toEqual([]);
    expect(captures.overdue('p', 'age', 3 * day + 1)).toEqual([captures.search.ids({ filter: {} })[0]]);
    expect(captures.overdue('q', 'age', 100 * day)).toEqual([]);
  });

  it('names the oldest sights when there is too much', () => {
    captures.policies.set('p', { bytes: 1024 * 1024 });
    captures.add(
      place(),
      Array.from({ length: 30 }, (_, i) => message(`m${i}`, 'x'.repeat(50_000), { seenAt: 1000 + i })),
    );
    const overdue = captures.overdue('p', 'size', 2000);
    remove(overdue);
    expect(captures.search.get(overdue[0] ?? -1)).toBeNull();
    expect(captures.seen.changed(place(), 0, limits).messages.map(({ messageId }) => messageId)).toEqual(
      Array.from({ length: 30 - overdue.length }, (_, i) => `m${overdue.length + i}`),
    );
    expect(captures.sources.profiles()[0]?.bytes).toBeLessThan(1024 * 1024);
    expect(captures.overdue('p', 'size', 2000)).toEqual([]);
  });
});

describe('saved filters', () => {
  it('keep one filter a name', () => {
    const first = captures.filters.save('declined', { text: 'declined' });
    const again = captures.filters.save('declined', { text: 'card', from: 5 });
    expect(again.id).toBe(first.id);
    expect(captures.filters.list()).toEqual([
      { id: first.id, name: 'declined', filter: { text: 'card', from: 5 } },
    ]);
    expect(captures.filters.remove(first.id)).toBe(true);
    expect(captures.filters.remove(first.id)).toBe(false);
  });
});
