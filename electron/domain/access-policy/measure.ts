import { SNS, SQS } from '../limits.ts';
import { utf8Length } from '../message/bytes.ts';
import type { AccessPolicy } from './model.ts';

/** Whose policy it is. */
export type PolicyService = 'sqs' | 'sns';

/** How much of a limit is used; `limit` is null where the service states none. */
export interface Usage {
  used: number;
  limit: number | null;
}

/** A policy against its service's limits. [SQS DG quotas-policies; SNS quotas] */
export interface AccessPolicyMeasures {
  /** UTF-8 bytes. */
  size: Usage;
  statements: Usage;
  /** Principals over all statements. */
  principals: Usage;
  /** Conditions (operator and key) over all statements. */
  conditions: Usage;
  /** The most actions in one statement. */
  actions: Usage;
}

const LIMITS: Readonly<Record<PolicyService, Readonly<Record<keyof AccessPolicyMeasures, number | null>>>> = {
  sqs: {
    size: SQS.policySize,
    statements: SQS.policyStatements,
    principals: SQS.policyPrincipals,
    conditions: SQS.policyConditions,
    actions: SQS.actionsPerStatement,
  },
  sns: {
    size: SNS.policySize,
    statements: SNS.policyStatements,
    principals: SNS.policyPrincipals,
    conditions: null,
    actions: null,
  },
};

/** Measures a policy; `text` is what would be sent. */
export function measureAccessPolicy(
  policy: AccessPolicy,
  text: string,
  service: PolicyService,
): AccessPolicyMeasures {
  const { statements } = policy;
  const sum = (count: (statement: (typeof statements)[number]) => number): number =>
    statements.reduce((total, statement) => total + count(statement), 0);
  const limits = LIMITS[service];
  return {
    size: { used: utf8Length(text), limit: limits.size },
    statements: { used: statements.length, limit: limits.statements },
    principals: { used: sum(({ principals }) => principals?.length ?? 0), limit: limits.principals },
    conditions: { used: sum(({ conditions }) => conditions.length), limit: limits.conditions },
    actions: { used: Math.max(0, ...statements.map(({ actions }) => actions.length)), limit: limits.actions },
  };
}

/** Is more used than allowed? */
export function isOver({ used, limit }: Usage): boolean {
  return limit !== null && used > limit;
}
