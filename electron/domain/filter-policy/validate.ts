import type { FilterPolicyScope } from './model.ts';
import { parseFilterPolicy } from './parse.ts';
import { type PolicyRemark, remark, scopeFaults, wholeFaults } from './remarks.ts';

/** AWS's verdict about a policy. */
export interface PolicyVerdict {
  valid: boolean;
  /** The first thing that AWS refuses, in its words: the first line behind `FilterPolicy: `. */
  reason?: string;
  /** All that AWS would refuse, in its order. */
  faults: PolicyRemark[];
  /** Accepted, and most likely a mistake. */
  warnings: PolicyRemark[];
  /** The text that the places count in: the raw text, or the JSON encoding of the value. */
  text: string;
}

/** Would AWS take this policy? `policy` is a JSON value, or a string, which is always raw policy text; '' removes the policy. */
export function validateFilterPolicy(policy: unknown, scope: FilterPolicyScope): PolicyVerdict {
  const parsed = parseFilterPolicy(policy);
  const faults: PolicyRemark[] = [
    ...scopeFaults(scope),
    ...parsed.faults.map((fault) => remark(fault, parsed.text)),
    ...(parsed.faults.length === 0 ? wholeFaults(parsed, scope) : []),
  ];
  const [first] = faults;
  return {
    valid: !first,
    ...(first && { reason: first.reason }),
    faults,
    warnings: parsed.warnings.map((warning) => remark(warning, parsed.text)),
    text: parsed.text,
  };
}
