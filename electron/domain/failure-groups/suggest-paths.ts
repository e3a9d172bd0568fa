import { isErrorName } from './error-fields.ts';
import { isObject, parseBody, type JsonValue } from './json-body.ts';
import { formatPath, type JsonPath } from './json-path.ts';
import { toComparable, toTemplate } from './normalise.ts';

const most = { paths: 500, depth: 5, offered: 12 };

/**
 * Fields that may tell causes apart, best first: error-like names, then fields with few values among the given bodies.
 * Fields whose values hardly repeat (names, free text) and those that are alike everywhere are left out, unless they
 * are error-like. Texts as `parsePath` reads them.
 */
export function suggestPaths(bodies: readonly string[]): string[] {
  const fields = new Map<string, { path: JsonPath; values: Set<string>; count: number }>();
  let read = 0;
  const walk = (value: JsonValue, path: JsonPath): void => {
    if (isObject(value)) {
      if (path.length >= most.depth) return;
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
    } else if (value !== null && !Array.isArray(value)) {
      const text = formatPath(path);
      const field = fields.get(text) ?? { path, values: new Set<string>(), count: 0 };
      if (!fields.has(text) && fields.size >= most.paths) return;
      field.count += 1;
      field.values.add(toComparable(toTemplate(String(value))));
      fields.set(text, field);
    }
  };
  for (const body of bodies) {
    const value = parseBody(body);
    if (!isObject(value)) continue;
    read += 1;
    walk(value, []);
  }
  return [...fields]
    .map(([text, { path, values, count }]) => {
      const error = path.some((step) => typeof step === 'string' && isErrorName(step));
      const telling = values.size > 1 && values.size <= Math.max(2, count / 3);
      return { text, error, telling, share: read === 0 ? 0 : count / read, depth: path.length };
    })
    .filter(({ error, telling }) => error || telling)
    .sort(
      (a, b) =>
        Number(b.error) - Number(a.error) ||
        Number(b.telling) - Number(a.telling) ||
        b.share - a.share ||
        a.depth - b.depth ||
        (a.text < b.text ? -1 : 1),
    )
    .slice(0, most.offered)
    .map(({ text }) => text);
}
