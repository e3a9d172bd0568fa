import type { Condition, Scalar } from './condition.ts';
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

/** Values of a message as JSON writes them, the first ones of many. */
export function describeValues(scalars: readonly Scalar[]): string {
  const shown = scalars.slice(0, 5).map(scalarText);
  const more = scalars.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : list(shown);
}

/** Words in a row, joined by commas. */
export function list(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join() : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`;
}
