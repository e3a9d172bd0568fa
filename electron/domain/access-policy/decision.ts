import type { PolicyCondition, Statement } from './model.ts';

/** Which statement is meant: its place in the policy, and its Sid if it has one. */
export interface StatementRef {
  index: number;
  sid: string | null;
}

/** Why a statement does not apply to a request. */
export type NotApplying =
  | { because: 'effect' | 'principal' | 'action' | 'resource' }
  | { because: 'condition'; condition: PolicyCondition };

/** What one statement says about a request. */
export interface StatementResult extends StatementRef {
  effect: Statement['effect'];
  applies: boolean;
  /** Absent when it applies. */
  why?: NotApplying;
}

/** A resource policy's decision. Identity policies, SCPs, boundaries and endpoint policies are not seen here. */
export interface AccessDecision {
  decision: 'allow' | 'implicit-deny' | 'explicit-deny';
  /** The statement that decides; absent when none applies. */
  statement?: StatementRef;
  /** An allow that is not enough by itself: the caller's own policy has to allow too. */
  needs?: 'identity-policy';
  statements: StatementResult[];
  /** The policy could not be read: then nothing is allowed. */
  unreadable?: boolean;
}
