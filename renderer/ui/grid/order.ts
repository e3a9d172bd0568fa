import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import type { GridColumn } from './columns.ts';

export interface GridSort {
  key: string;
  down: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** Sorts a copy; null last, equal rows stay as they came. */
export function sortRows<Row>(
  rows: readonly Row[],
  column: GridColumn<Row> | undefined,
  down: boolean,
): Row[] {
  const value = column?.value;
  if (!value) return [...rows];
  const sign = down ? -1 : 1;
  return rows
    .map((row): [string | number | null, Row] => [value(row), row])
    .sort(([a], [b]) => {
      if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
      if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
      return sign * collator.compare(String(a), String(b));
    })
    .map(([, row]) => row);
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
): GridOrder<Row> {
  const sorted = computed(() =>
    sortRows(
      source(),
      columns().find((column) => column.key === sort.value?.key),
      sort.value?.down ?? false,
    ),
  );
  const order = shallowRef<string[]>([]);
  const settle = (): void => {
    order.value = sorted.value.map(keyOf);
  };
  // A new sort is the user's own wish and is followed at once.
  watch(sort, settle, { deep: true });
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
