export { explainFilterPolicy } from './explain.ts';
export {
  type Explanation,
  type KeyExplanation,
  type OrExplanation,
  type OutcomeCode,
  type RuleExplanation,
} from './explanation.ts';
export type { ConditionExplanation } from './condition-explanation.ts';
export type { ConditionCode } from './condition-code.ts';
export { type Meter, type PolicyMeasures, measureFilterPolicy } from './limits.ts';
export { compileFilterPolicy, matchFilterPolicy } from './match.ts';
export type { FilterMessage, FilterPolicyScope } from './model.ts';
export { type PolicyVerdict, validateFilterPolicy } from './validate.ts';
export { type Place, type PolicyRemark } from './remarks.ts';
