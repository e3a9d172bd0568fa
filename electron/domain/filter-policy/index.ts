export {
  type Explanation,
  type KeyExplanation,
  type OrExplanation,
  type OutcomeCode,
  type RuleExplanation,
  explainFilterPolicy,
} from './explain.ts';
export type { ConditionCode, ConditionExplanation } from './explain-condition.ts';
export { type Meter, type PolicyMeasures, measureFilterPolicy } from './limits.ts';
export { compileFilterPolicy, matchFilterPolicy } from './match.ts';
export type { FilterMessage, FilterPolicyScope } from './model.ts';
export { type Place, type PolicyRemark, type PolicyVerdict, validateFilterPolicy } from './validate.ts';
