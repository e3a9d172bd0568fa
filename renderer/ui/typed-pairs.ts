/** A name with a typed value, as it is being written. `value` is base64 when `kind` is Binary. */
export interface TypedPair {
  id: number;
  name: string;
  kind: string;
  /** What follows the kind after a dot, such as `int` of `Number.int`. */
  suffix: string;
  value: string;
}

let next = 1;
export const newPair = (kind: string): TypedPair => ({ id: next++, name: '', kind, suffix: '', value: '' });

/** The pair's whole type name. */
export const typeOf = (pair: TypedPair): string =>
  pair.suffix === '' ? pair.kind : `${pair.kind}.${pair.suffix}`;

/** Pairs by name; of two with the same name the later counts, so look for doubles first. */
export function toAttributes(
  pairs: readonly TypedPair[],
): Record<string, { type: string; binary: boolean; value: string }> {
  return Object.fromEntries(
    pairs.map((pair) => [
      pair.name,
      { type: typeOf(pair), binary: pair.kind === 'Binary', value: pair.value },
    ]),
  );
}

/** Names that stand more than once. */
export function doubleNames(pairs: readonly TypedPair[]): Set<string> {
  const names = pairs.map(({ name }) => name).filter((name) => name !== '');
  return new Set(names.filter((name, at) => names.indexOf(name) !== at));
}

/** Attributes as pairs, to be written on. */
export const toPairs = (attributes: Readonly<Record<string, { type: string; value: string }>>): TypedPair[] =>
  Object.entries(attributes).map(([name, { type, value }]) => {
    const [kind = 'String', ...rest] = type.split('.');
    return { ...newPair(kind), name, suffix: rest.join('.'), value };
  });
