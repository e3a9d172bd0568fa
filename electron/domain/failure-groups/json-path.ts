import { isObject, type JsonValue } from './json-body.ts';

/** Steps from a body's root to a field: names, and places in lists. */
export type JsonPath = readonly (string | number)[];

/** Reads a path as people write it: `error.type`, `$.items[0].sku`, `["a name"].b`. Null when it is none. */
export function parsePath(text: string): JsonPath | null {
  const steps: (string | number)[] = [];
  const step = /(?:^|\.)([^.[\]"'\s]+)|\[(\d{1,6})\]|(?:^|\.)?\[("(?:[^"\\]|\\.)*")\]/uy;
  let rest = text.trim();
  if (rest === '$') return [];
  rest = rest.replace(/^\$(?=[.[])\.?/u, '');
  if (rest === '') return null;
  while (step.lastIndex < rest.length) {
    const found = step.exec(rest);
    if (!found) return null;
    const [, name, place, quoted] = found;
    if (name !== undefined) steps.push(name);
    else if (place !== undefined) steps.push(Number(place));
    else {
      try {
        steps.push(JSON.parse(quoted ?? '') as string);
      } catch {
        return null;
      }
    }
  }
  return steps;
}

/** Writes a path so that {@link parsePath} reads it back. */
export const formatPath = (path: JsonPath): string =>
  path.length === 0
    ? '$'
    : path
        .map((step, at) => {
          if (typeof step === 'number') return `[${step}]`;
          if (/^[^.[\]"'\s$]+$/u.test(step)) return at === 0 ? step : `.${step}`;
          return `[${JSON.stringify(step)}]`;
        })
        .join('');

/** The value at a path; undefined when there is none. */
export function valueAt(body: JsonValue, path: JsonPath): JsonValue | undefined {
  let value: JsonValue | undefined = body;
  for (const step of path) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
