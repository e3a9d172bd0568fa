import type { FailedMessage } from './cause.ts';
import { isObject, parseBody, type JsonValue } from './json-body.ts';
import { formatPath, type JsonPath } from './json-path.ts';

/** What messages of a group have in common and others have not. */
export interface CommonFact {
  kind: 'body' | 'attribute';
  /** The path in the body, or the attribute's name. */
  name: string;
  value: string;
  /** How many of the messages looked at have it. */
  count: number;
}

const most = { depth: 5, facts: 400, length: 80, shown: 6 };
/** In so large a share of the group, and in no larger a share of the others. */
const shares = { own: 0.9, others: 0.6 };

function* factsOf({ body, attributes }: FailedMessage): Generator<[CommonFact['kind'], string, string]> {
  for (const [name, { binary, value }] of Object.entries(attributes)) {
    if (!binary && value.length <= most.length) yield ['attribute', name, value];
  }
  const pending: { value: JsonValue; path: JsonPath }[] = [{ value: parseBody(body) ?? null, path: [] }];
  for (let given = 0; pending.length > 0 && given < most.facts; given += 1) {
    const { value, path } = pending.pop() as (typeof pending)[number];
    if (isObject(value)) {
      if (path.length >= most.depth) continue;
      for (const [name, inner] of Object.entries(value))
        pending.push({ value: inner, path: [...path, name] });
    } else if (value !== null && !Array.isArray(value) && String(value).length <= most.length) {
      yield ['body', formatPath(path), String(value)];
    }
  }
}

function count(messages: readonly FailedMessage[]): Map<string, CommonFact> {
  const found = new Map<string, CommonFact>();
  for (const message of messages) {
    for (const [kind, name, value] of factsOf(message)) {
      const key = JSON.stringify([kind, name, value]);
      const fact = found.get(key) ?? { kind, name, value, count: 0 };
      fact.count += 1;
      found.set(key, fact);
    }
  }
  return found;
}

/**
 * Fields and attributes whose value nearly all of a group share, and few of the others: what sets the group apart. Those
 * that tell most come first.
 */
export function findCommon(group: readonly FailedMessage[], others: readonly FailedMessage[]): CommonFact[] {
  if (group.length < 2) return [];
  const elsewhere = count(others);
  const share = (key: string): number => (elsewhere.get(key)?.count ?? 0) / Math.max(1, others.length);
  return [...count(group)]
    .filter(([key, fact]) => fact.count / group.length >= shares.own && share(key) <= shares.others)
    .sort(([a, { count: n }], [b, { count: m }]) => share(a) - share(b) || m - n || (a < b ? -1 : 1))
    .slice(0, most.shown)
    .map(([, fact]) => fact);
}
