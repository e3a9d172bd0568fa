import type { JsonValue } from './json-body.ts';
import { isObject } from './json-body.ts';
import { toComparable, toTemplate } from './normalise.ts';

const most = { depth: 5, names: 300, elements: 20, shown: 12 };

/** The names and types of a JSON value, sorted; elements of a list count together, and so do names that are ids. */
export function toShape(value: JsonValue): string {
  const lines = new Set<string>();
  const walk = (place: string, inner: JsonValue, depth: number): void => {
    if (lines.size >= most.names) return;
    lines.add(`${place} ${typeOf(inner)}`);
    if (depth >= most.depth) return;
    if (Array.isArray(inner)) {
      for (const element of inner.slice(0, most.elements)) walk(`${place}[]`, element, depth + 1);
    } else if (isObject(inner)) {
      for (const [name, field] of Object.entries(inner)) walk(`${place}.${toName(name)}`, field, depth + 1);
    }
  };
  walk('', value, 0);
  return [...lines].sort().join('\n');
}

/** A shape in a line: the names at the root. */
export function toShapeTitle(value: JsonValue): string {
  if (Array.isArray(value)) {
    const [first] = value;
    return first === undefined ? '[]' : `[ ${toShapeTitle(first)} ]`;
  }
  if (!isObject(value)) return typeOf(value);
  const names = [...new Set(Object.keys(value).map((name) => toTemplate(name)))].sort();
  if (names.length === 0) return '{}';
  return `{ ${names.slice(0, most.shown).join(', ')}${names.length > most.shown ? ', …' : ''} }`;
}

const toName = (name: string): string => toComparable(toTemplate(name));

const typeOf = (value: JsonValue): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
