import type { Field, Fields } from './field.ts';
import type { KeyRule, Rule } from './model.ts';
import type { Condition } from './condition.ts';
import { isPresent, meets } from './test-condition.ts';

/** What is left to hold: a key and what comes after it, or alternatives that all lead on to the same. */
export type Plan = { rule: KeyRule; next: Plan | null } | { branches: ReadonlyArray<Plan | null> };

/** Chains rules, so that each `$or` goes on with what follows it; null when nothing is left to ask. */
export function toPlan(rules: readonly Rule[], next: Plan | null = null): Plan | null {
  return rules.reduceRight<Plan | null>(
    (after, rule) =>
      rule.kind === 'key'
        ? { rule, next: after }
        : { branches: rule.branches.map((branch) => toPlan(branch, after)) },
    next,
  );
}

/** The values that make a key hold; `true` when it holds because the key is absent. */
export function satisfying(rule: KeyRule, fields: Fields): readonly Field[] | true {
  const found = fields.get(rule.path) ?? [];
  if (rule.conditions.some(isAbsence) && !found.some(({ scalar }) => isPresent(scalar))) return true;
  const conditions = rule.conditions.filter((condition) => !isAbsence(condition));
  return found.filter(({ scalar }) => conditions.some((condition) => meets(condition, scalar)));
}

function isAbsence(condition: Condition): boolean {
  return condition.operator === 'exists' && !condition.expected;
}

/** Which element was chosen of which array. */
type Elements = ReadonlyMap<number, number>;

/**
 * Do all rules hold together? Values inside arrays have to agree on the element: conditions on two keys of the objects of
 * a list are met by one object, not by two. [event-ruler, JSON array matching]
 */
export function planHolds(plan: Plan | null, fields: Fields): boolean {
  const known = new Map<KeyRule, readonly Field[] | true>();
  const arrays = new Map<Plan, ReadonlySet<number>>();
  const failed = new Map<Plan, Set<string>>();

  const satisfied = (rule: KeyRule): readonly Field[] | true => {
    const values = known.get(rule) ?? satisfying(rule, fields);
    known.set(rule, values);
    return values;
  };
  // Arrays that still matter: a choice in any other one cannot change what follows.
  const arraysOf = (node: Plan | null): ReadonlySet<number> => {
    if (!node) return NONE;
    const cached = arrays.get(node);
    if (cached) return cached;
    const values = 'rule' in node ? satisfied(node.rule) : true;
    const own =
      values === true ? [] : values.flatMap(({ membership }) => membership.filter((_, i) => i % 2 === 0));
    const later = 'rule' in node ? [node.next] : node.branches;
    const all = new Set([...own, ...later.flatMap((after) => [...arraysOf(after)])]);
    arrays.set(node, all);
    return all;
  };
  const search = (node: Plan | null, elements: Elements): boolean => {
    if (!node) return true;
    const key = keyOf(elements, elements.size === 0 ? NONE : arraysOf(node));
    const failures = failed.get(node) ?? new Set();
    if (failures.has(key)) return false;
    if (
      'branches' in node ? node.branches.some((branch) => search(branch, elements)) : tryKey(node, elements)
    )
      return true;
    failed.set(node, failures.add(key));
    return false;
  };
  const tryKey = ({ rule, next }: Extract<Plan, { rule: KeyRule }>, elements: Elements): boolean => {
    const values = satisfied(rule);
    if (values === true) return search(next, elements);
    return values.some(({ membership }) => {
      const chosen = choose(elements, membership);
      return chosen !== null && search(next, chosen);
    });
  };
  return search(plan, new Map());
}

const NONE: ReadonlySet<number> = new Set();

function keyOf(elements: Elements, relevant: ReadonlySet<number>): string {
  if (relevant.size === 0) return '';
  const chosen = [...elements].filter(([array]) => relevant.has(array));
  return chosen.sort(([a], [b]) => a - b).join(';');
}

function choose(elements: Elements, membership: readonly number[]): Elements | null {
  let chosen: Map<number, number> | null = null;
  for (let i = 0; i < membership.length; i += 2) {
    const array = membership[i] ?? 0;
    const index = membership[i + 1] ?? 0;
    const before = elements.get(array);
    if (before === undefined) (chosen ??= new Map(elements)).set(array, index);
    else if (before !== index) return null;
  }
  return chosen ?? elements;
}
