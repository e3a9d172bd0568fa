import { findNodeAtLocation, getNodeValue, parseTree, type JSONPath, type Node } from 'jsonc-parser';

/** A JSON object, or null when the text is none. */
export function parseObject(text: string): Record<string, unknown> | null {
  if (!/^\s*\{/.test(text)) return null;
  const value = parseJson(text);
  return isObject(value) ? value : null;
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Is this a JSON object, no array and not null? */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The exact text of a part of a JSON text, numbers and escapes as they were written; null when there is no such part. */
export function partOf(text: string, path: JSONPath): string | null {
  const node = nodeAt(text, path);
  return node ? text.slice(node.offset, node.offset + node.length) : null;
}

/**
 * What stands at a path of a JSON text, for a column: a string as its text, anything else exactly as written. Null when
 * the text is no JSON or nothing stands there.
 * @param path as {@link parsePath} gives it
 */
export function pickPath(text: string, path: JSONPath): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  const node = nodeAt(text, path);
  if (!node) return null;
  return node.type === 'string'
    ? String(getNodeValue(node))
    : text.slice(node.offset, node.offset + node.length);
}

function nodeAt(text: string, path: JSONPath): Node | undefined {
  const errors: never[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  return root && errors.length === 0 ? findNodeAtLocation(root, path) : undefined;
}

/**
 * Takes a path apart: `order.lines[0].sku`, keys with odd characters as `["a.b"]`, a leading `$.` allowed. Null when it
 * is no path.
 */
export function parsePath(text: string): JSONPath | null {
  const path: JSONPath = [];
  let rest = text.trim().replace(/^\$\.?/, '');
  if (rest === '') return null;
  while (rest !== '') {
    const step = /^(?:\.?([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\])/.exec(rest);
    if (!step) return null;
    const [whole, key, index, quoted] = step;
    if (key !== undefined) path.push(key);
    else if (index !== undefined) path.push(Number(index));
    else {
      const name = parseJson(quoted ?? '');
      if (typeof name !== 'string') return null;
      path.push(name);
    }
    rest = rest.slice(whole.length);
    if (rest === '.') return null;
  }
  return path;
}
