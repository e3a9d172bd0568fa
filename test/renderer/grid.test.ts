import { describe, expect, it } from 'vitest';
import { nextTick, ref, shallowRef } from 'vue';
import type { GridColumn } from '../../renderer/ui/grid/columns.ts';
import { toGridMove } from '../../renderer/ui/grid/keyboard.ts';
import { sortRows, useGridOrder, type GridSort } from '../../renderer/ui/grid/order.ts';

interface Row {
  name: string;
  depth: number | null;
}
const byName: GridColumn<Row> = { key: 'name', label: 'Name', value: ({ name }) => name };
const byDepth: GridColumn<Row> = { key: 'depth', label: 'Depth', value: ({ depth }) => depth };
const names = (rows: readonly Row[]): string => rows.map(({ name }) => name).join(' ');

describe('sorting', () => {
  const rows: Row[] = [
    { name: 'q10', depth: null },
    { name: 'q2', depth: 7 },
    { name: 'Q1', depth: 0 },
  ];
  it('reads numbers in names as numbers', () =>
    expect(names(sortRows(rows, byName, false))).toBe('Q1 q2 q10'));
  it('puts missing figures last either way', () => {
    expect(names(sortRows(rows, byDepth, false))).toBe('Q1 q2 q10');
    expect(names(sortRows(rows, byDepth, true))).toBe('q2 Q1 q10');
  });
  it('puts chosen rows before all others, either way', () => {
    const isQ10 = ({ name }: Row): boolean => name === 'q10';
    expect(names(sortRows(rows, byName, false, isQ10))).toBe('q10 Q1 q2');
    expect(names(sortRows(rows, byName, true, isQ10))).toBe('q10 q2 Q1');
  });
  it('gives the same order whatever the order before was, equal rows as they came', () => {
    const equal: Row[] = ['c', 'a', 'b'].map((name) => ({ name, depth: 1 }));
    const places = new Map([
      ['b', 0],
      ['a', 1],
    ]);
    const before = ({ name }: Row): number | undefined => places.get(name);
    expect(names(sortRows(equal, byDepth, true, undefined, before))).toBe('c a b');
    expect(names(sortRows(equal, byName, false, undefined, before))).toBe('a b c');
  });
});

describe('the order of rows', () => {
  function grid(rows: Row[]) {
    const source = shallowRef(rows);
    const held = ref(false);
    const sort = ref<GridSort | null>({ key: 'depth', down: true });
    const order = useGridOrder<Row>(
      () => source.value,
      ({ name }) => name,
      () => [byName, byDepth],
      sort,
      held,
    );
    return { source, held, sort, order };
  }
  const first = [
    { name: 'a', depth: 9 },
    { name: 'b', depth: 5 },
  ];

  it('follows the figures while nobody is in the table', async () => {
    const { source, order } = grid(first);
    source.value = [first[0] as Row, { name: 'b', depth: 50 }];
    await nextTick();
    expect(names(order.rows.value)).toBe('b a');
  });

  it('stays while the pointer or the keyboard is in it, and shows new figures in place', async () => {
    const { source, held, order } = grid(first);
    held.value = true;
    await nextTick();
    source.value = [{ name: 'n', depth: 99 }, first[0] as Row, { name: 'b', depth: 50 }];
    await nextTick();
    expect(names(order.rows.value)).toBe('a b n');
    expect(order.rows.value[1]?.depth).toBe(50);
    expect(order.waiting.value).toBeGreaterThan(0);
    order.settle();
    expect(names(order.rows.value)).toBe('n b a');
    expect(order.waiting.value).toBe(0);
  });

  it('lets rows that are gone leave, even then', async () => {
    const { source, held, order } = grid(first);
    held.value = true;
    await nextTick();
    source.value = [first[1] as Row];
    await nextTick();
    expect(names(order.rows.value)).toBe('b');
  });

  it('follows a new sort at once, even then', async () => {
    const { held, sort, order } = grid(first);
    held.value = true;
    await nextTick();
    sort.value = { key: 'depth', down: false };
    await nextTick();
    expect(names(order.rows.value)).toBe('b a');
  });
});

describe('the keys of a grid', () => {
  const press = (key: string, at: number, init: KeyboardEventInit = {}) =>
    toGridMove(new KeyboardEvent('keydown', { key, ...init }), at, 100, 20);
  it('move within the rows', () => {
    expect(press('j', 3)).toEqual({ to: 4 });
    expect(press('ArrowUp', 0)).toEqual({ to: 0 });
    expect(press('PageDown', 90)).toEqual({ to: 99 });
    expect(press('End', 3)).toEqual({ to: 99 });
  });
  it('tick and open', () => {
    expect(press(' ', 3)).toEqual({ act: 'tick' });
    expect(press('Enter', 3)).toEqual({ act: 'open' });
  });
  it('leave keys with modifiers and others alone', () => {
    expect(press('k', 3, { ctrlKey: true })).toBeNull();
    expect(press('x', 3)).toBeNull();
  });
});
