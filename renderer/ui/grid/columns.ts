import { useLocalStorage, useMediaQuery } from '@vueuse/core';
import { computed, type ComputedRef } from 'vue';

export interface GridColumn<Row> {
  key: string;
  label: string;
  /** Width in px; the first column without one takes what is left. */
  width?: number;
  align?: 'start' | 'end';
  /** What the column is sorted by; a column without it cannot be sorted. Null comes last either way. */
  value?: (row: Row) => string | number | null;
  /** Dropped below 1320 px unless the user asks for it. */
  optional?: boolean;
  /** Shown only when the user asks for it. */
  hidden?: boolean;
  /** The user cannot hide it. */
  fixed?: boolean;
}

export interface GridColumns<Row> {
  all: ComputedRef<readonly GridColumn<Row>[]>;
  shown: ComputedRef<GridColumn<Row>[]>;
  template: (lead: string) => string;
  isShown(key: string): boolean;
  toggle(key: string): void;
  widen(key: string, width: number): void;
  widthOf(column: GridColumn<Row>): number;
  reset(): void;
}

interface Kept {
  /** The user's own choice per column. */
  shown: Record<string, boolean>;
  widths: Record<string, number>;
}
const fallback = 160;
const narrowest = 56;

/** Which columns a grid shows and how wide, kept per grid on this machine. */
export function useGridColumns<Row>(
  name: string,
  columns: () => readonly GridColumn<Row>[],
): GridColumns<Row> {
  const kept = useLocalStorage<Kept>(`grid:${name}`, { shown: {}, widths: {} });
  const narrow = useMediaQuery('(max-width: 1320px)');
  const all = computed(columns);
  const isShown = (key: string): boolean => {
    const column = all.value.find((each) => each.key === key);
    if (!column) return false;
    return kept.value.shown[key] ?? !(column.hidden || (column.optional && narrow.value));
  };
  const shown = computed(() => all.value.filter((column) => column.fixed || isShown(column.key)));
  const widthOf = (column: GridColumn<Row>): number =>
    kept.value.widths[column.key] ?? column.width ?? fallback;
  const template = (lead: string): string => {
    const grows = shown.value.find((column) => column.width === undefined) ?? shown.value[0];
    const tracks = shown.value.map((column) =>
      column === grows ? `minmax(${widthOf(column)}px, 1fr)` : `${widthOf(column)}px`,
    );
    return `${lead} ${tracks.join(' ')}`.trim();
  };
  return {
    all,
    shown,
    template,
    isShown,
    widthOf,
    toggle: (key) => (kept.value.shown = { ...kept.value.shown, [key]: !isShown(key) }),
    widen: (key, width) =>
      (kept.value.widths = { ...kept.value.widths, [key]: Math.max(narrowest, Math.round(width)) }),
    reset: () => (kept.value = { shown: {}, widths: {} }),
  };
}
