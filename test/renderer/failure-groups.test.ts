import { describe, expect, it } from 'vitest';
import { ref } from 'vue';
import type { FailureGroup, Transformed } from '../../electron/contract/index.ts';
import { looksLikeExpression } from '../../renderer/features/captures/groups/cause-title.ts';
import { isWhole, toMessages } from '../../renderer/features/captures/groups/chosen-messages.ts';
import { sortGroups, toSpark } from '../../renderer/features/captures/groups/sort-groups.ts';
import {
  useGroupSelection,
  type Pickable,
} from '../../renderer/features/captures/groups/useGroupSelection.ts';
import { toComparison } from '../../renderer/features/redrives/transform-comparison.ts';

const group = (key: string, count: number, first = 0): FailureGroup => ({
  ...{ key, count, first, last: first + count, kind: 'body', from: 'error', title: key },
  ...{ queues: [], histogram: [], sample: 1, note: null },
});
const message = (messageId: string): Pickable => ({ messageId, size: 1, sentAt: 1, groupId: null, at: 1 });
const one = group('a', 3, 20);
const two = group('b', 2, 10);

describe('choosing over causes', () => {
  const start = () => {
    const listed = ref<FailureGroup[]>([one, two]);
    return { listed, selection: useGroupSelection(listed) };
  };

  it('counts whole causes and single messages, and tells them apart', async () => {
    const { selection } = start();
    selection.toggleGroup(one);
    selection.toggle(two, message('b1'));
    expect(selection.count.value).toBe(4);
    expect(selection.isChosen(one, 'whatever')).toBe(true);
    expect(isWhole(selection)).toBe(false);
    selection.toggle(one, message('a2'));
    expect([selection.count.value, selection.isChosen(one, 'a2')]).toEqual([3, false]);
    const all = ['a1', 'a2', 'a3'].map(message);
    const chosen = await toMessages(selection, () => Promise.resolve(all));
    expect(chosen.map(({ messageId }) => messageId)).toEqual(['a1', 'a3', 'b1']);
  });

  it('takes all messages of a cause for the cause, and none for none', () => {
    const { selection } = start();
    selection.toggle(two, message('b1'));
    selection.toggle(two, message('b2'));
    expect(isWhole(selection)).toBe(true);
    expect(selection.whole.value).toEqual([two]);
    selection.toggle(two, message('b1'));
    selection.toggle(two, message('b2'));
    expect(selection.count.value).toBe(0);
  });

  it('asks for nothing where single messages alone are chosen', async () => {
    const { selection } = start();
    selection.toggle(one, message('a1'));
    const chosen = await toMessages(selection, () => Promise.reject(new Error('asked')));
    expect(chosen).toHaveLength(1);
  });

  it('lets go of what is no longer listed', async () => {
    const { listed, selection } = start();
    selection.toggleAll();
    expect(selection.count.value).toBe(5);
    listed.value = [two];
    await Promise.resolve();
    expect(selection.count.value).toBe(2);
    selection.toggleAll();
    expect(selection.count.value).toBe(0);
  });
});

it('causes are ordered by size, time, and what is lost first', () => {
  const keys = (by: 'count' | 'lost', down: boolean): string[] =>
    sortGroups([one, two], { by, down }).map(({ key }) => key);
  expect([keys('count', true), keys('count', false), keys('lost', false)]).toEqual([
    ['a', 'b'],
    ['b', 'a'],
    ['b', 'a'],
  ]);
  expect(toSpark([1, 2, 3, 4])).toEqual([6, 4]);
});

it('a search is taken for an expression when it looks like one', () => {
  for (const text of ['total > 80', 'error.type = "x"', '$contains(a, "b")', 'items[0].sku', 'a and (b)'])
    expect([text, looksLikeExpression(text)]).toEqual([text, true]);
  for (const text of ['timeout', 'card and cash', 'ord-1234', 'in stock', '결제 실패', 'a1f0c2de-5b14'])
    expect([text, looksLikeExpression(text)]).toEqual([text, false]);
});

it('a comparison shows attributes and ids where they change, and the body indented', () => {
  const attributes = { keep: { type: 'String', binary: false, value: 'k' } };
  const before = { body: '{"a":1.0}', attributes, groupId: null, deduplicationId: null };
  const given: Transformed = {
    ...{ id: 1, messageId: 'm', changed: true, error: null, before },
    after: { ...before, body: '{"a":2}', groupId: 'g' },
  };
  expect(toComparison(given)).toEqual({
    before: '\n\n{\n  "a": 1.0\n}',
    after: 'MessageGroupId: g\n\n{\n  "a": 2\n}',
  });
  expect(toComparison({ ...given, after: null })).toEqual({
    before: '{\n  "a": 1.0\n}',
    after: '{\n  "a": 1.0\n}',
  });
});
