import type { Span } from './json-node.ts';
import type { PolicyFault } from './model.ts';
import type { Condition } from './condition.ts';

/** A condition as far as it has a meaning, and what AWS would refuse about it. */
export interface ParsedCondition {
  condition?: Condition;
  faults: PolicyFault[];
}

/** A condition that AWS would refuse, and why. */
export function fault(at: Span, reason: string): ParsedCondition {
  return { faults: [{ reason, ...spanOf(at) }] };
}

/** Where a node stands in the text. */
export function spanOf({ offset, length }: Span): Span {
  return { offset, length };
}
