import { LISTS, MAPS, NUMBERS } from './query-names.ts';

/** The parameters of a query request in the shape of the JSON protocol. */
export function unflatten(parameters: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]: [string, unknown]) => {
      const list = LISTS.get(name);
      if (list) return [list, inOrder(value).map((item) => (isStructure(item) ? unflatten(item) : item))];
      const map = MAPS.get(name);
      if (map) return [map, Object.fromEntries(inOrder(value).map(toPair))];
      const isNumber = NUMBERS.has(name) && typeof value === 'string' && /^-?\d+$/.test(value);
      return [name, isNumber ? Number(value) : value];
    }),
  );
}

function toPair(entry: unknown): [string, unknown] {
  const { Name, Key = Name, Value = '' } = isStructure(entry) ? entry : {};
  return [String(Key ?? ''), Value];
}

/** The items of a list by their numbers, from 1. */
function inOrder(value: unknown): unknown[] {
  if (!isStructure(value)) return [];
  return Object.entries(value)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);
}

/** Whether a value holds others by name or number. */
export function isStructure(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
