import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { GridColumn } from './columns.ts';

export interface GridSort {
  key: string;
  down: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true });

type Entry<Row> = [value: string | number | null, at: number, row: Row, first: boolean];

/**
 * Sorts a copy; null last, equal rows stay as they came.
 * @param isFirst rows that stand before all others, either way
 * @param before the order so far: rows that hardly moved since are sorted in one go over them
 */
export function sortRows<Row>(
  rows: readonly Row[],
  column: GridColumn<Row> | undefined,
  down: boolean,
  isFirst?: (row: Row) => boolean,
  before?: (row: Row) => number | undefined,
): Row[] {
  const value = column?.value;
  if (!value && !isFirst) return [...rows];
  const sign = down ? -1 : 1;
  const entries = rows.map((row, at): Entry<Row> => [value?.(row) ?? null, at, row, isFirst?.(row) ?? false]);
  if (before) {
    const order = new Map(entries.map((entry) => [entry, before(entry[2]) ?? Infinity]));
    // Comparing names is dear, numbers are cheap: a list that is sorted already takes one comparison a row.
    entries.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0) || a[1] - b[1]);
  }
  return entries
    .sort(([a, atA, , firstA], [b, atB, , firstB]) => {
      if (firstA !== firstB) return firstA ? -1 : 1;
      if (a === b) return atA - atB;
      if (a === null || b === null) return a === null ? 1 : -1;
      if (typeof a === 'number' && typeof b === 'number') return sign * (a - b) || atA - atB;
      return sign * collator.compare(String(a), String(b)) || atA - atB;
    })
    .map(([, , row]) => row);
}

export interface GridOrder<Row> {
  /** The rows in the order they are shown. */
  rows: ComputedRef<Row[]>;
  /** How many rows would move or are new below, while the order is held. */
  waiting: ComputedRef<number>;
  /** Takes the order of the sort again. */
  settle(): void;
}

/**
 * Keeps rows where they are while the pointer or the keyboard is in the table: values change in place, rows that are
 * gone leave, new ones wait at the end until the order is asked for.
 */
export function useGridOrder<Row>(
  source: () => readonly Row[],
  keyOf: (row: Row) => string,
  columns: () => readonly GridColumn<Row>[],
  sort: Ref<GridSort | null>,
  held: Ref<boolean>,
  isFirst: () => ((row: Row) => boolean) | undefined = () => undefined,
): GridOrder<Row> {
  let places = new Map<string, number>();
  const sorted = computed(() => {
    const rows = sortRows(
      source(),
      columns().find((column) => column.key === sort.value?.key),
      sort.value?.down ?? false,
      isFirst(),
      places.size > 0 ? (row) => places.get(keyOf(row)) : undefined,
    );
    places = new Map(rows.map((row, at) => [keyOf(row), at]));
    return rows;
  });
  const order = shallowRef<string[]>([]);
  const settle = (): void => {
    order.value = sorted.value.map(keyOf);
  };
  // A new sort is the user's own wish and is followed at once.
  watch([sort, isFirst], settle, { deep: true });
  watch(
    [sorted, held],
    () => {
      if (!held.value || order.value.length === 0) settle();
    },
    { immediate: true },
  );
  const byKey = computed(() => new Map(sorted.value.map((row) => [keyOf(row), row])));
  const rows = computed(() => {
    if (!held.value) return sorted.value;
    const known = new Set(order.value);
    const kept = order.value.flatMap((key) => byKey.value.get(key) ?? []);
    return [...kept, ...sorted.value.filter((row) => !known.has(keyOf(row)))];
  });
  const waiting = computed(() => {
    if (!held.value || rows.value === sorted.value) return 0;
    return rows.value.filter((row, index) => sorted.value[index] !== row).length;
  });
  return { rows, waiting, settle };
}
