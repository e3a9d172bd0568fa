import { measure } from './limits.ts';
import { keyRules } from './complexity.ts';
import type { FilterPolicyScope, ParsedPolicy, PolicyFault } from './model.ts';

/** A place in the policy's text: UTF-16 offset and length, line and column from 1. */
export interface Place {
  offset: number;
  length: number;
  line: number;
  column: number;
}

/** A reason and where it applies; without a place it is about the whole policy. */
export interface PolicyRemark {
  reason: string;
  detail?: string;
  place?: Place;
}

/** What the scope forbids though the policy's form allows it. */
export function scopeFaults(scope: string): PolicyRemark[] {
  if (scope === 'MessageAttributes' || scope === 'MessageBody') return [];
  const choice = 'Please use either MessageBody or MessageAttributes';
  return [{ reason: `FilterPolicyScope: Invalid value [${scope}]. ${choice}` }];
}

/** What AWS looks at once the policy can be read. */
export function wholeFaults(parsed: ParsedPolicy, scope: FilterPolicyScope): PolicyRemark[] {
  const faults: PolicyRemark[] = [];
  const nested = keyRules(parsed.rules).find(({ level }) => level > 1);
  if (scope === 'MessageAttributes' && nested) {
    const reason = 'Filter policy scope MessageAttributes does not support nested filter policy';
    faults.push(remark({ reason, offset: nested.offset, length: nested.length }, parsed.text));
  }
  const { size, keys, combinations, wildcardPoints } = measure(parsed, scope);
  if (size.used > size.limit) faults.push({ reason: 'Filter policy can not be larger than 256 KB' });
  if (keys.used > keys.limit) faults.push({ reason: 'Filter policy can not have more than 5 keys' });
  if (combinations.used > combinations.limit) faults.push({ reason: 'Filter policy is too complex' });
  if (wildcardPoints.used > wildcardPoints.limit) {
    const detail = `${wildcardPoints.used} of ${wildcardPoints.limit} points of wildcard complexity`;
    faults.push({ reason: 'Filter policy is too complex', detail });
  }
  return faults;
}

/** Makes a remark. */
export function remark({ reason, detail, offset, length }: PolicyFault, text: string): PolicyRemark {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return { reason, ...(detail !== undefined && { detail }), place: { offset, length, line, column } };
}
