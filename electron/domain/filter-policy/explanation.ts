import type { ConditionExplanation } from './condition-explanation.ts';
import type { Unfit } from './field.ts';

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
