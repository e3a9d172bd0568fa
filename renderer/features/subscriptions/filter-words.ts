/** One thing that a value may be; `word` names a phrase of the page, `text` is what it speaks of. */
export interface FilterCondition {
  word:
    | 'is'
    | 'isNot'
    | 'begins'
    | 'ends'
    | 'anyCase'
    | 'like'
    | 'address'
    | 'number'
    | 'present'
    | 'absent'
    | 'notBegins'
    | 'notEnds'
    | 'notAnyCase'
    | 'notLike'
    | 'other';
  text: string;
}
/** A key of a filter policy with what its value may be; one of the conditions has to hold. */
export interface FilterLine {
  path: string;
  /** Which alternative of an `$or` it belongs to, from 1; 0 outside of any. */
  alternative: number;
  conditions: FilterCondition[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const toText = (value: unknown): string =>
  Array.isArray(value) ? value.map((each) => JSON.stringify(each)).join(', ') : JSON.stringify(value);

const texts: Readonly<Record<string, [FilterCondition['word'], FilterCondition['word']]>> = {
  prefix: ['begins', 'notBegins'],
  suffix: ['ends', 'notEnds'],
  'equals-ignore-case': ['anyCase', 'notAnyCase'],
  wildcard: ['like', 'notLike'],
};

function toNumbers(value: unknown): string {
  if (!Array.isArray(value)) return toText(value);
  const pairs: string[] = [];
  for (let at = 0; at + 1 < value.length; at += 2) pairs.push(`${value[at]} ${value[at + 1]}`);
  return pairs.join(', ');
}

function toCondition(given: unknown): FilterCondition {
  if (!isObject(given)) return { word: 'is', text: toText(given) };
  const [[operator = '', value] = []] = Object.entries(given);
  const known = Object.hasOwn(texts, operator) ? texts[operator] : undefined;
  if (known) return { word: known[0], text: toText(value) };
  if (operator === 'exists') return { word: value === true ? 'present' : 'absent', text: '' };
  if (operator === 'numeric') return { word: 'number', text: toNumbers(value) };
  if (operator === 'cidr') return { word: 'address', text: toText(value) };
  if (operator === 'anything-but') {
    if (!isObject(value)) return { word: 'isNot', text: toText(value) };
    const [[inner = '', what] = []] = Object.entries(value);
    const not = Object.hasOwn(texts, inner) ? texts[inner] : undefined;
    if (not) return { word: not[1], text: toText(what) };
  }
  return { word: 'other', text: JSON.stringify(given) };
}

function walk(policy: Record<string, unknown>, prefix: string, alternative: number): FilterLine[] {
  return Object.entries(policy).flatMap(([key, rule]): FilterLine[] => {
    if (key === '$or' && Array.isArray(rule) && rule.length > 1 && rule.every(isObject))
      return rule.flatMap((branch, at) => walk(branch, prefix, at + 1));
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (isObject(rule)) return walk(rule, path, alternative);
    const conditions = Array.isArray(rule) ? rule.map(toCondition) : [toCondition(rule)];
    return [{ path, alternative, conditions }];
  });
}

/** A filter policy as lines to read: all of them have to hold, of an `$or` those of one alternative. Null when it is no JSON object. */
export function toFilterLines(policy: string): FilterLine[] | null {
  try {
    const value: unknown = JSON.parse(policy);
    return isObject(value) ? walk(value, '', 0) : null;
  } catch {
    return null;
  }
}
