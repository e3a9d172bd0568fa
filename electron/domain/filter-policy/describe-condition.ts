import type { Bound, Condition, TextPattern } from './condition.ts';
import { scalarText } from './scalar.ts';
import { list } from './describe.ts';

/** A condition in English, to stand behind "is not". */
export function describeCondition(condition: Condition): string {
  switch (condition.operator) {
    case 'equals':
      return scalarText(condition.value);
    case 'exists':
      return condition.expected ? 'present' : 'absent';
    case 'numeric':
      return `a number ${describeRange(condition)}`;
    case 'cidr':
      return `an address in ${condition.text}`;
    case 'anything-but':
      return `anything but ${list(condition.values.map(scalarText))}`;
    case 'anything-but-text':
      return `anything but ${list(condition.patterns.map(describePattern))}`;
    default:
      return describePattern(condition);
  }
}

function describePattern(pattern: TextPattern): string {
  const text = JSON.stringify(pattern.text);
  switch (pattern.operator) {
    case 'prefix':
      return `a text that begins with ${text}`;
    case 'suffix':
      return `a text that ends with ${text}`;
    case 'equals-ignore-case':
      return `${text} in any case`;
    case 'wildcard':
      return `a text like ${text}`;
  }
}

function describeRange({ equal, lower, upper }: Extract<Condition, { operator: 'numeric' }>): string {
  if (equal) return `= ${equal.text}`;
  const ends = [lower && describeEnd('>', lower), upper && describeEnd('<', upper)];
  return ends.filter((end) => end !== undefined).join(' and ');
}

function describeEnd(sign: '>' | '<', { number, inclusive }: Bound): string {
  return `${sign}${inclusive ? '=' : ''} ${number.text}`;
}
