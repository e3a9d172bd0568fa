import { parseTree, type Node } from 'jsonc-parser';
import { isObject, type JsonValue } from '../failure-groups/json-body.ts';
import { isEqual } from './equal.ts';
import { findFragile, Refusal, repeatedNames, type Fragile, type RewriteFault } from './fragile.ts';
import { toGap, toSeparator, toStyle, writeJson, type JsonStyle } from './style.ts';

/** A text with its edit, or why it was refused. */
export type Rewrite = { ok: true; text: string } | { ok: false; fault: RewriteFault };

type Path = readonly (string | number)[];
/** A member of the new text: one of the old text's by its place, or new. */
interface Member {
  old: number | null;
  text: string;
}

/**
 * Brings a JSON text to a new value and leaves every byte of what did not change: numbers in their spelling and beyond
 * 2^53, names that stand twice, order, white space. New names go to the end of their object.
 *
 * Refused, with the place, is what would come out changed although it was only moved or computed with: a number that a
 * double does not hold, an object in which a name stands twice.
 * @param text JSON
 * @param after the value it is to have
 */
export function rewriteJson(text: string, after: JsonValue): Rewrite {
  const before = JSON.parse(text) as JsonValue;
  if (isEqual(before, after)) return { ok: true, text };
  const root = parseTree(text, [], { disallowComments: true });
  if (!root) throw new TypeError('A text that parses has a tree.');
  const { render } = createRenderer(text, findFragile(text, root), toStyle(text, root));
  try {
    const end = root.offset + root.length;
    return { ok: true, text: text.slice(0, root.offset) + render(root, after, [], 0) + text.slice(end) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, fault: error.fault };
    throw error;
  }
}

function createRenderer(text: string, fragile: Fragile, style: JsonStyle) {
  const textOf = ({ offset, length }: Node): string => text.slice(offset, offset + length);
  const valueOf = (node: Node): JsonValue => JSON.parse(textOf(node)) as JsonValue;

  function write(value: JsonValue, path: Path, depth: number): string {
    fragile.check(value, path);
    return writeJson(value, style, depth);
  }

  function render(node: Node, after: JsonValue, path: Path, depth: number): string {
    const before = valueOf(node);
    if (isEqual(before, after)) return textOf(node);
    if (isObject(before) && isObject(after)) return join(node, fields(node, after, path, depth), depth);
    if (Array.isArray(before) && Array.isArray(after))
      return join(node, elements(node, before, after, path, depth), depth);
    return write(after, path, depth);
  }

  function fields(node: Node, after: { [name: string]: JsonValue }, path: Path, depth: number): Member[] {
    const twice = repeatedNames(node);
    const before = valueOf(node) as { [name: string]: JsonValue };
    const members: Member[] = [];
    for (const [old, property] of (node.children ?? []).entries()) {
      const [key, value] = property.children ?? [];
      if (!key || !value) continue;
      const name = String(key.value);
      const here = [...path, name];
      const wanted = Object.hasOwn(after, name) ? after[name] : undefined;
      // Which of the two is meant cannot be told.
      if (twice.has(name) && !isEqual(before[name], wanted)) throw new Refusal('duplicate', here);
      if (wanted === undefined) continue;
      const kept = text.slice(property.offset, value.offset);
      members.push({
        old,
        text: twice.has(name) ? textOf(property) : kept + render(value, wanted, here, depth + 1),
      });
    }
    for (const [name, value] of Object.entries(after)) {
      if (Object.hasOwn(before, name)) continue;
      const written = write(value, [...path, name], depth + 1);
      members.push({ old: null, text: JSON.stringify(name) + style.colon + written });
    }
    return members;
  }

  function elements(
    node: Node,
    before: JsonValue[],
    after: JsonValue[],
    path: Path,
    depth: number,
  ): Member[] {
    const nodes = node.children ?? [];
    const kept = (old: number): Member => ({ old, text: textOf(nodes[old] as Node) });
    if (before.length === after.length) {
      return after.map((value, at) => ({
        old: at,
        text: render(nodes[at] as Node, value, [...path, at], depth + 1),
      }));
    }
    // What a filter left, and what stands round an insertion, is found again in its order.
    let next = 0;
    return after.map((value, at) => {
      const found = before.findIndex((each, old) => old >= next && isEqual(each, value));
      if (found < 0) return { old: null, text: write(value, [...path, at], depth + 1) };
      next = found + 1;
      return kept(found);
    });
  }

  /** The members between the brackets of the old text, with the white space that stood between them. */
  function join(node: Node, members: readonly Member[], depth: number): string {
    const nodes = node.children ?? [];
    const first = nodes[0];
    const last = nodes.at(-1);
    const start = node.offset + 1;
    const end = node.offset + node.length - 1;
    const open = text[node.offset] ?? '';
    const close = text[end] ?? '';
    if (members.length === 0) return open + close;
    const lead = first ? text.slice(start, first.offset) : toGap(style, depth + 1);
    const trail = last ? text.slice(last.offset + last.length, end) : toGap(style, depth);
    const spread = /[\r\n]/.test(lead) ? `,${lead}` : toSeparator({ ...style, unit: null }, depth + 1);
    const between = first ? spread : toSeparator(style, depth + 1);
    const body = members.map(({ old, text: own }, at) => {
      if (at === 0) return own;
      const here = old === null ? undefined : nodes[old];
      const above = old === null ? undefined : nodes[old - 1];
      return (here && above ? text.slice(above.offset + above.length, here.offset) : between) + own;
    });
    return open + lead + body.join('') + trail + close;
  }

  return { render };
}
