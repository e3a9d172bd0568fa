import { type ConditionExplanation, type View, explainCondition, toTexts } from './explain-condition.ts';
import { type Fields, type Unfit, asWritten, toFields, wantedPaths } from './fields.ts';
import { isRemoval } from './match.ts';
import type { FilterMessage, FilterPolicyScope, Rule } from './model.ts';
import { parseFilterPolicy } from './parse.ts';
import { planHolds, satisfying, toPlan } from './plan.ts';

/** One key of a policy against one message: matched when one of its conditions is. */
export interface KeyExplanation {
  kind: 'key';
  path: string;
  matched: boolean;
  /** What the message has there, as JSON; empty when nothing. */
  values: string[];
  conditions: ConditionExplanation[];
}

/** An `$or`: matched when one branch is. */
export interface OrExplanation {
  kind: 'or';
  matched: boolean;
  branches: Array<{ matched: boolean; rules: RuleExplanation[] }>;
}

/** A rule of a policy explained. */
export type RuleExplanation = KeyExplanation | OrExplanation;

/** Why a message is delivered or not. */
export type OutcomeCode =
  | 'no-policy'
  | 'invalid-policy'
  | Unfit['unfit']
  | 'all-matched'
  | 'not-matched'
  /** Each key matches, but in different elements of a list. */
  | 'different-elements';

/** A policy against one message, condition by condition. */
export interface Explanation {
  delivered: boolean;
  code: OutcomeCode;
  /** `keys`: keys that failed; `name`: the attribute at fault; `reason`: why the policy is refused. */
  params: Readonly<Record<string, string>>;
  /** The same in English. */
  text: string;
  /** All of these have to match. */
  rules: RuleExplanation[];
  /** All conditions in the policy's order, those of branches included. */
  conditions: ConditionExplanation[];
}

/** Tells for every condition whether this message meets it and why; `delivered` is what matchFilterPolicy says. */
export function explainFilterPolicy(
  policy: unknown,
  scope: FilterPolicyScope,
  message: FilterMessage,
): Explanation {
  const parsed = parseFilterPolicy(policy);
  if (isRemoval(parsed)) return outcome(true, 'no-policy', {}, []);
  const fields = toFields(message, scope, wantedPaths(parsed.rules));
  const seen: Fields = 'unfit' in fields ? new Map() : fields;
  const rules = parsed.rules.map((rule) => explainRule(rule, seen, { source: parsed.text, scope }));
  const delivered = !('unfit' in fields) && rules.length > 0 && planHolds(toPlan(parsed.rules), fields);
  const [fault] = parsed.faults;
  if (fault && !delivered) return outcome(false, 'invalid-policy', { reason: fault.reason }, rules);
  if ('unfit' in fields) {
    return outcome(false, fields.unfit, 'name' in fields ? { name: fields.name } : {}, rules);
  }
  if (delivered) return outcome(true, 'all-matched', {}, rules);
  const failed = rules.filter(({ matched }) => !matched);
  if (failed.length === 0) return outcome(false, 'different-elements', {}, rules);
  const keys = failed.map((rule) => (rule.kind === 'key' ? rule.path : '$or')).join(', ');
  return outcome(false, 'not-matched', { keys }, rules);
}

function explainRule(rule: Rule, fields: Fields, view: View): RuleExplanation {
  if (rule.kind === 'or') {
    const branches = rule.branches.map((branch) => ({
      matched: planHolds(toPlan(branch), fields),
      rules: branch.map((inner) => explainRule(inner, fields, view)),
    }));
    return { kind: 'or', matched: branches.some(({ matched }) => matched), branches };
  }
  const scalars = (fields.get(rule.path) ?? []).map(({ scalar }) => scalar);
  const satisfied = satisfying(rule, fields);
  return {
    kind: 'key',
    path: rule.path,
    matched: satisfied === true || satisfied.length > 0,
    values: toTexts(scalars.map((scalar) => asWritten(scalar, view.scope))),
    conditions: rule.conditions.map((condition) => explainCondition(condition, rule.path, scalars, view)),
  };
}

function outcome(
  delivered: boolean,
  code: OutcomeCode,
  params: Explanation['params'],
  rules: RuleExplanation[],
): Explanation {
  return {
    delivered,
    code,
    params,
    text: WORDS[code](params),
    rules,
    conditions: rules.flatMap(conditionsOf),
  };
}

function conditionsOf(rule: RuleExplanation): ConditionExplanation[] {
  return rule.kind === 'key'
    ? rule.conditions
    : rule.branches.flatMap(({ rules }) => rules.flatMap(conditionsOf));
}

const WORDS: Readonly<Record<OutcomeCode, (params: Explanation['params']) => string>> = {
  'no-policy': () => 'There is no filter: every message is delivered.',
  'invalid-policy': ({ reason }) => `AWS refuses this policy: ${reason}`,
  'no-attributes': () =>
    'The message has no attribute that a filter sees: it passes no attribute policy, not even "exists": false.',
  'invalid-attribute': ({ name }) =>
    `The String.Array attribute ${name} is no JSON: the message is filtered out.`,
  'body-not-object': () => 'The message is no JSON object: it passes no body policy.',
  'empty-body': () => 'The message is an empty JSON object: it passes no body policy.',
  'all-matched': () => 'All keys match: the message is delivered.',
  'not-matched': ({ keys }) => `Not delivered, because of: ${keys}.`,
  'different-elements': () => 'Each key matches, but in different elements of a list: not delivered.',
};
