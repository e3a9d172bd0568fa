import type { Bound, Condition, Scalar, TextPattern } from './model.ts';
import { scalarText } from './scalar.ts';

/** The type of value that an operator looks at; null when it looks at any. */
export function wantedType(condition: Condition): 'string' | 'number' | null {
  switch (condition.operator) {
    case 'numeric':
      return 'number';
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'wildcard':
    case 'cidr':
      return 'string';
    default:
      return null;
  }
}

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

/** Values of a message as JSON writes them, the first ones of many. */
export function describeValues(scalars: readonly Scalar[]): string {
  const shown = scalars.slice(0, 5).map(scalarText);
  const more = scalars.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : list(shown);
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

function list(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}
