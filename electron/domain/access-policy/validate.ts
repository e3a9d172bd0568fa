import { inspectPolicy } from './issues.ts';
import { issue, type PolicyIssue } from './issue.ts';
import { type AccessPolicyMeasures, type PolicyService, isOver, measureAccessPolicy } from './measure.ts';

/** Why a service would refuse a policy: its error, and what exactly is wrong. */
export interface AccessPolicyFault extends PolicyIssue {
  /** The error's code without `Exception`. */
  error: 'InvalidAttributeValue' | 'OverLimit' | 'InvalidParameter';
  /** The error's message in AWS's words, which seldom say what is wrong. */
  message: string;
}

/** A service's verdict about a policy. */
export interface AccessPolicyVerdict {
  valid: boolean;
  faults: AccessPolicyFault[];
}

/**
 * Would SetQueueAttributes or SetTopicAttributes take this policy text? '' removes a queue's policy. Whether a principal
 * exists can only be known to AWS.
 */
export function validateAccessPolicy(text: string, service: PolicyService): AccessPolicyVerdict {
  if (text === '' && service === 'sqs') return { valid: true, faults: [] };
  const { policy, issues } = inspectPolicy(text, service);
  const faults = issues.map((found) => refuse(found, service));
  if (policy) {
    const measures = measureAccessPolicy(policy, text, service);
    faults.push(...overLimits(measures).map((found) => refuse(found, service)));
  }
  return { valid: faults.length === 0, faults };
}

/** The limits that a policy breaks. */
export function overLimits(measures: AccessPolicyMeasures): PolicyIssue[] {
  return Object.entries(measures).flatMap(([measure, usage]: [string, AccessPolicyMeasures['size']]) =>
    isOver(usage)
      ? [
          issue('over-limit', `${usage.used} ${measure}: the limit is ${usage.limit}.`, {
            measure,
            used: usage.used,
            limit: usage.limit ?? 0,
          }),
        ]
      : [],
  );
}

function refuse(found: PolicyIssue, service: PolicyService): AccessPolicyFault {
  if (service === 'sns') {
    const foreign = found.code === 'foreign-action';
    const message = foreign ? 'Policy statement action out of service scope!' : 'Policy Error: null';
    return { ...found, error: 'InvalidParameter', message: `Invalid parameter: ${message}` };
  }
  if (found.code === 'over-limit' && found.params.measure !== 'size') {
    return { ...found, error: 'OverLimit', message: `The policy exceeds the limit: ${found.text}` };
  }
  return { ...found, error: 'InvalidAttributeValue', message: 'Invalid value for the parameter Policy.' };
}
