import { type Field, type Fields, toFields, wantedPaths } from './fields.ts';
import type { Condition, FilterMessage, FilterPolicyScope, KeyRule, ParsedPolicy, Rule } from './model.ts';
import { parseFilterPolicy } from './parse.ts';
import { isPresent, meets } from './test-condition.ts';

/**
 * Would SNS deliver this message under this policy? `policy` is a JSON value, or a string, which is always raw policy text.
 * What AWS would refuse lets nothing through. [SNS DG sns-subscription-filter-policies]
 */
export function matchFilterPolicy(
  policy: unknown,
  scope: FilterPolicyScope,
  message: FilterMessage,
): boolean {
  return compileFilterPolicy(policy, scope)(message);
}

/** {@link matchFilterPolicy} for many messages: the policy is read once. */
export function compileFilterPolicy(
  policy: unknown,
  scope: FilterPolicyScope,
): (message: FilterMessage) => boolean {
  const parsed = parseFilterPolicy(policy);
  if (isRemoval(parsed)) return () => true;
  const { rules } = parsed;
  const wanted = wantedPaths(rules);
  return (message) => {
    const fields = toFields(message, scope, wanted);
    return !('unfit' in fields) && rules.length > 0 && holds(rules, fields);
  };
}

/** Is this the empty policy, which removes the filter and lets everything through? */
export function isRemoval({ rules, faults }: ParsedPolicy): boolean {
  return rules.length === 0 && faults.length === 0;
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

/**
 * Do all rules hold together? Values inside arrays have to agree on the element: conditions on two keys of the objects of
 * a list are met by one object, not by two. [event-ruler; see its JSON array matching]
 */
export function holds(rules: readonly Rule[], fields: Fields): boolean {
  return search(rules, 0, null, new Map(), fields, new Map());
}

/** Rules that are left when a branch of `$or` is done. */
interface Rest {
  rules: readonly Rule[];
  from: number;
  next: Rest | null;
}

function search(
  rules: readonly Rule[],
  from: number,
  rest: Rest | null,
  elements: Map<number, number>,
  fields: Fields,
  known: Map<KeyRule, readonly Field[] | true>,
): boolean {
  const rule = rules[from];
  if (!rule) return rest === null || search(rest.rules, rest.from, rest.next, elements, fields, known);
  if (rule.kind === 'or') {
    const after = { rules, from: from + 1, next: rest };
    return rule.branches.some((branch) => search(branch, 0, after, elements, fields, known));
  }
  const satisfied = known.get(rule) ?? satisfying(rule, fields);
  known.set(rule, satisfied);
  if (satisfied === true) return search(rules, from + 1, rest, elements, fields, known);
  const tried = new Set<string>();
  for (const { membership } of satisfied) {
    const chosen = choose(elements, membership);
    if (!chosen) continue;
    const key = chosen.added.join();
    // Elements of equal standing lead to the same answer.
    if (tried.has(key)) continue;
    tried.add(key);
    if (search(rules, from + 1, rest, chosen.elements, fields, known)) return true;
  }
  return false;
}

function choose(
  elements: Map<number, number>,
  membership: readonly number[],
): { elements: Map<number, number>; added: number[] } | null {
  const added: number[] = [];
  for (let i = 0; i < membership.length; i += 2) {
    const array = membership[i] ?? 0;
    const index = membership[i + 1] ?? 0;
    const chosen = elements.get(array);
    if (chosen === undefined) added.push(array, index);
    else if (chosen !== index) return null;
  }
  if (added.length === 0) return { elements, added };
  const merged = new Map(elements);
  for (let i = 0; i < added.length; i += 2) merged.set(added[i] ?? 0, added[i + 1] ?? 0);
  return { elements: merged, added };
}
