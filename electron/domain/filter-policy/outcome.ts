import type { ConditionExplanation } from './condition-explanation.ts';
import type { Explanation, OutcomeCode, RuleExplanation } from './explanation.ts';

/** What comes of a message, in codes and in English. */
export function outcome(
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
