import type { Node } from 'jsonc-parser';
import { isObject, type JsonValue } from '../failure-groups/json-body.ts';
import { formatPath } from '../failure-groups/json-path.ts';
import { isEqual } from './equal.ts';
import { isExact, toSpellings } from './numbers.ts';

/** Why a value cannot be written: a number that a double does not hold, or a name that stands twice. */
export interface RewriteFault {
  why: 'number' | 'duplicate';
  /** The place in the body as it would be, such as `order.id`. */
  place: string;
}

/** Thrown within a rewrite; {@link RewriteFault} is what comes out. */
export class Refusal extends Error {
  readonly fault: RewriteFault;
  constructor(why: RewriteFault['why'], path: readonly (string | number)[]) {
    super(why);
    this.fault = { why, place: formatPath(path) };
  }
}

/** The parts of a text that its parsed value does not hold whole: written anew, they would come out changed. */
export interface Fragile {
  /** @throws Refusal when a value, to be written at a path, is or holds such a part */
  check(value: JsonValue, path: readonly (string | number)[]): void;
}

/** Whether a name stands twice in an object of a text. */
export function repeatedNames(node: Node): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { children } of node.children ?? []) {
    const name = String(children?.[0]?.value);
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return twice;
}

/** Finds the fragile parts of a text. */
export function findFragile(text: string, root: Node): Fragile {
  const numbers = new Map<number, string[]>();
  const objects: JsonValue[] = [];
  const walk = (node: Node): void => {
    if (node.type === 'number') {
      const token = text.slice(node.offset, node.offset + node.length);
      if (!isExact(token)) numbers.set(Number(token), toSpellings(Number(token)));
    } else if (node.type === 'object' && repeatedNames(node).size > 0) {
      objects.push(JSON.parse(text.slice(node.offset, node.offset + node.length)) as JsonValue);
    }
    for (const child of node.children ?? []) walk(child);
  };
  walk(root);
  const spellings = [...new Set([...numbers.values()].flat())];

  const check: Fragile['check'] = (value, path) => {
    if (typeof value === 'number') {
      const isBeyond = Number.isInteger(value) && !Number.isSafeInteger(value);
      if (isBeyond || !Number.isFinite(value) || numbers.has(value)) throw new Refusal('number', path);
    } else if (typeof value === 'string') {
      if (spellings.some((one) => value.includes(one))) throw new Refusal('number', path);
    } else if (Array.isArray(value)) {
      value.forEach((each, at) => check(each, [...path, at]));
    } else if (isObject(value)) {
      if (objects.some((each) => isEqual(each, value))) throw new Refusal('duplicate', path);
      for (const [name, each] of Object.entries(value)) check(each, [...path, name]);
    }
  };
  return { check };
}
