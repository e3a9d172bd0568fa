import { parseCondition } from './parse-condition.ts';
import { parseJson } from './json.ts';
import type { JsonNode, Span } from './json-node.ts';
import type { KeyRule, OrRule, ParsedPolicy, PolicyFault, Rule } from './model.ts';
import { isReservedName } from './reserved.ts';

type ObjectNode = Extract<JsonNode, { kind: 'object' }>;
type ArrayNode = Extract<JsonNode, { kind: 'array' }>;

/**
 * Reads a policy: a JSON value, or a string, which is always raw policy text. Never throws: what AWS would refuse is in
 * `faults`, in the order in which AWS meets it, and what can be understood is in `rules` all the same.
 */
export function parseFilterPolicy(policy: unknown): ParsedPolicy {
  const text = typeof policy === 'string' ? policy : (JSON.stringify(policy) ?? '');
  const parsed: ParsedPolicy = { text, rules: [], faults: [], warnings: [] };
  // An empty attribute removes the policy.
  if (text === '') return parsed;
  const json = parseJson(text);
  if ('error' in json) {
    parsed.faults.push({ reason: 'failed to parse JSON.', detail: json.error, ...json.span });
    return parsed;
  }
  const { node } = json;
  if (node.kind !== 'object') parsed.faults.push(faultAt(node, 'Filter is not an object'));
  else parsed.rules = parseObject(node, '', 1, parsed);
  return parsed;
}

function parseObject(node: ObjectNode, prefix: string, level: number, into: ParsedPolicy): Rule[] {
  if (node.members.length === 0 && level > 1) {
    into.faults.push(faultAt(node, 'Empty objects are not allowed'));
    return [neverRule(prefix, level, node)];
  }
  const seen = new Map<string, Rule[]>();
  for (const { key, span, value } of node.members) {
    // The last one wins, as in every JSON reader; AWS does not say.
    if (seen.has(key))
      into.warnings.push(faultAt(span, `"${key}" stands here twice: only the last one counts`));
    seen.set(key, parseMember(key, span, value, prefix, level, into));
  }
  return [...seen.values()].flat();
}

function parseMember(
  key: string,
  span: Span,
  value: JsonNode,
  prefix: string,
  level: number,
  into: ParsedPolicy,
): Rule[] {
  if (key === '$or' && value.kind === 'array' && isAlternatives(value)) {
    return [parseAlternatives(value, span, prefix, level, into)];
  }
  if (key === '$or') into.warnings.push(faultAt(span, '"$or" is an ordinary key here, not an OR'));
  const path = prefix === '' ? key : `${prefix}.${key}`;
  if (value.kind === 'object') return parseObject(value, path, level + 1, into);
  if (value.kind !== 'array') {
    into.faults.push(faultAt(value, `"${key}" must be an object or an array`));
    return [neverRule(path, level, span)];
  }
  if (value.items.length === 0) into.faults.push(faultAt(value, 'Empty arrays are not allowed'));
  const conditions = value.items.flatMap((item) => {
    const { condition, faults } = parseCondition(item);
    into.faults.push(...faults);
    return condition ?? [];
  });
  return [{ kind: 'key', path, level, size: value.items.length, conditions, ...span }];
}

/** `$or` is an operator only over two or more objects none of whose keys is an operator's name. [SNS DG and-or-logic] */
function isAlternatives(node: ArrayNode): boolean {
  if (node.items.length < 2) return false;
  return node.items.every(
    (item) => item.kind === 'object' && item.members.every(({ key }) => !isReservedName(key)),
  );
}

function parseAlternatives(
  node: ArrayNode,
  span: Span,
  prefix: string,
  level: number,
  into: ParsedPolicy,
): OrRule {
  const branches = node.items.map((item) => {
    if (item.kind !== 'object') return [];
    if (item.members.length === 0) into.faults.push(faultAt(item, 'Empty objects are not allowed'));
    return parseObject(item, prefix, item.members.length === 0 ? 1 : level, into);
  });
  return { kind: 'or', branches, ...span };
}

/** Stands for a key that AWS would refuse, so that it cannot widen what the others let through. */
function neverRule(path: string, level: number, { offset, length }: Span): KeyRule {
  return { kind: 'key', path, level, size: 0, conditions: [], offset, length };
}

function faultAt({ offset, length }: Span, reason: string): PolicyFault {
  return { reason, offset, length };
}
