import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureFilter } from '../../../electron/contract/index.ts';
import type { CapturePlace, CaptureRow } from '../../../electron/backend/store/captures-rows.ts';
import type { CaptureStore } from '../../../electron/backend/store/captures.ts';
import type { GroupList } from '../../../electron/backend/store/captures-groups.ts';
import { databaseFile } from '../../../electron/backend/store/database.ts';
import { openStore, type Store } from '../../../electron/backend/store/store.ts';

let folder: string;
let store: Store;
let captures: CaptureStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spillway-groups-'));
  store = openStore(folder);
  captures = store.captures;
  for (const profile of ['p', 'q']) captures.policies.set(profile, { mode: 'keep' });
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
const failed = (messageId: string, error: string, at: number, more: object = {}): CaptureRow => {
  const body = JSON.stringify({ orderId: messageId, error, ...more });
  return {
    ...{ messageId, body, attributes: {}, system: {}, size: body.length },
    ...{ sentAt: at, receiveCount: 1, seenAt: at },
  };
};
const list = (groupedBy = '', filter: CaptureFilter = {}): GroupList => {
  for (const _ of captures.grouping.filling(groupedBy, 1)) continue;
  return captures.groups.list(filter, groupedBy);
};
const counts = (groupedBy?: string, filter?: CaptureFilter): Record<string, number> =>
  Object.fromEntries(list(groupedBy, filter).groups.map(({ title, count }) => [title, count]));
const remove = (filter: CaptureFilter): void => {
  for (const _ of captures.removal.removing(captures.search.ids({ filter }))) continue;
};

describe('kept messages by cause', () => {
  it('are counted with their times, queues, histogram and a sample', () => {
    captures.add(place('a'), [failed('m1', 'late by 5 s', 1000), failed('m2', 'late by 77 s', 3400)]);
    captures.add(place('b', 'q'), [failed('m3', 'late by 1 s', 2200), failed('m4', 'gone', 1500)]);
    const { groups, causes, count, from, to } = list();
    expect({ causes, count, from, to }).toEqual({ causes: 2, count: 4, from: 1000, to: 3400 });
    expect(groups[0]).toMatchObject({
      kind: 'body',
      from: 'error',
      title: 'late by {n} s',
      count: 3,
      note: null,
    });
    expect(groups[0]).toMatchObject({ first: 1000, last: 3400 });
    expect(groups[0]?.queues.map(({ queue, count: n }) => [queue, n])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(groups[0]?.histogram.map((n, bar) => (n > 0 ? bar : -1)).filter((bar) => bar >= 0)).toEqual([
      0, 35, 71,
    ]);
    expect(captures.search.get(groups[0]?.sample ?? 0)?.messageId).toBe('m3');
  });

  it('are found by their group, and grouped within a filter', () => {
    captures.add(place('a'), [
      failed('m1', 'late by 5 s', 1),
      failed('m2', 'gone', 2),
      failed('m3', 'late by 9 s', 3),
    ]);
    const key = list().groups[0]?.key ?? '';
    const found = captures.search.page({ cause: { path: '', key } }, undefined, 10);
    expect(found.map(({ messageId }) => messageId)).toEqual(['m3', 'm1']);
    expect(captures.search.count({ cause: { path: '', key }, text: 'by 9' })).toBe(1);
    expect(counts('', { text: 'gone' })).toEqual({ gone: 1 });
    expect(counts('', { profile: 'q' })).toEqual({});
  });

  it('follow a body that changed under the same id', () => {
    captures.add(place(), [failed('m', 'late', 1, { stage: 'one' })]);
    expect(counts('stage')).toEqual({ one: 1 });
    captures.add(place(), [failed('m', 'gone', 1, { stage: 'two' })]);
    expect(counts()).toEqual({ gone: 1 });
    expect(counts('stage')).toEqual({ two: 1 });
  });

  it('can be grouped by a field, by the last few fields at a time', () => {
    const fields = ['a', 'b', 'c', 'd', 'e'];
    captures.add(place(), [
      failed('m1', 'x', 1, { a: 'A', b: 1, c: true, d: 'D', e: 'E' }),
      failed('m2', 'x', 2, { a: 'A', d: 'DD' }),
    ]);
    expect(fields.map((field) => counts(field))).toEqual([
      { A: 2 },
      { '{n}': 1, '': 1 },
      { true: 1, '': 1 },
      { D: 1, DD: 1 },
      { E: 1, '': 1 },
    ]);
    expect(fields.map((field) => captures.grouping.of(field) !== null)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(captures.groups.paths({})).toContain('error');
  });

  it('leave nothing behind when they are deleted', () => {
    captures.add(place(), [failed('m1', 'secret zebra', 1), failed('m2', 'other', 2)]);
    counts('error');
    remove({ text: 'zebra' });
    expect(counts('error')).toEqual({ other: 1 });
    expect(counts()).toEqual({ other: 1 });
    remove({});
    expect(list()).toMatchObject({ groups: [], count: 0 });
    store.close();
    const file = readFileSync(path.join(folder, databaseFile)).toString('latin1');
    expect(file).not.toMatch(/zebra/);
    store = openStore(folder);
  });
});

describe('a note on a group', () => {
  it('is kept, replaced and dropped, and comes again with the cause', () => {
    captures.add(place(), [failed('m1', 'late', 1)]);
    const { key, queues } = list().groups[0]!;
    const sources = queues.map(({ source }) => source);
    expect(captures.notes.set(key, sources, 'fixed in 4.18', 5, 'mina')).toBe(true);
    expect(captures.notes.get(key)).toEqual({ text: 'fixed in 4.18', at: 5, by: 'mina' });
    expect(captures.notes.set(key, sources, 'fixed in 4.19', 6, '')).toBe(true);
    remove({});
    captures.add(place(), [failed('m2', 'late', 2)]);
    expect(list().groups[0]?.note).toEqual({ text: 'fixed in 4.19', at: 6, by: null });
    captures.notes.set(key, sources, '', 7, '');
    expect(list().groups[0]?.note).toBeNull();
  });

  it('is forgotten with either of its profiles, and kept for no messages at all', () => {
    captures.add(place('a', 'p'), [failed('m1', 'late', 1)]);
    captures.add(place('b', 'q'), [failed('m2', 'late', 1)]);
    const { key, queues } = list().groups[0]!;
    expect(captures.notes.set(key, [999], 'none', 5, '')).toBe(false);
    captures.notes.set(
      key,
      queues.map(({ source }) => source),
      'both',
      5,
      'mina',
    );
    captures.forgetProfile('p');
    expect(captures.notes.get(key)).toBeNull();
  });
});
