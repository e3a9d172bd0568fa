export { evaluateAccessPolicy } from './evaluate.ts';
export {
  type AccessDecision,
  type NotApplying,
  type StatementRef,
  type StatementResult,
} from './decision.ts';
export type {
  AccessPolicy,
  AccessRequest,
  ContextValue,
  PolicyCondition,
  Principal,
  Statement,
} from './model.ts';
export { parseAccessPolicy } from './parse.ts';
export type { PolicyIssue } from './issue.ts';
export { lintAccessPolicy } from './lint.ts';
export { type LintFinding } from './lint-finding.ts';
export { type AccessPolicyMeasures, type PolicyService, type Usage, measureAccessPolicy } from './measure.ts';
export { type AccessPolicyFault, type AccessPolicyVerdict, validateAccessPolicy } from './validate.ts';
