import type { QueueRow } from './queue-rows.ts';

/** The chips over the list: each keeps the rows of which it is true. */
export const chips = {
  messages: (row: QueueRow): boolean => (row.summary?.counts.visible ?? 0) > 0,
  dlq: (row: QueueRow): boolean => row.dlq,
  fifo: (row: QueueRow): boolean => row.fifo,
  failing: (row: QueueRow): boolean => (row.inDlq ?? 0) > 0,
} as const;

export type Chip = keyof typeof chips;
export const chipNames = Object.keys(chips) as Chip[];
export const isChip = (text: string): text is Chip => text in chips;

/** Does a row hold every word of the search, in its name, ARN, profile or region? */
export function matchesSearch(row: QueueRow, search: string): boolean {
  const place =
    `${row.name} ${row.summary?.arn ?? ''} ${row.scope.profile} ${row.scope.region}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => place.includes(word));
}

/** The rows that a search and the chips leave. */
export function filterRows(rows: readonly QueueRow[], search: string, active: readonly Chip[]): QueueRow[] {
  return rows.filter((row) => matchesSearch(row, search) && active.every((chip) => chips[chip](row)));
}

/** How many rows each chip would leave under the search and the other chips. */
export function countChips(
  rows: readonly QueueRow[],
  search: string,
  active: readonly Chip[],
): Record<Chip, number> {
  const count = (chip: Chip): number =>
    filterRows(rows, search, [...active.filter((other) => other !== chip), chip]).length;
  return Object.fromEntries(chipNames.map((chip) => [chip, count(chip)])) as Record<Chip, number>;
}
