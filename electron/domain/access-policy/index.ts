export {
  type AccessDecision,
  type NotApplying,
  type StatementRef,
  type StatementResult,
  evaluateAccessPolicy,
} from './evaluate.ts';
export type {
  AccessPolicy,
  AccessRequest,
  ContextValue,
  PolicyCondition,
  Principal,
  Statement,
} from './model.ts';
export { parseAccessPolicy } from './parse.ts';
