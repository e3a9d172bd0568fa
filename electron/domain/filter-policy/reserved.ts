/** Names that event-ruler keeps for itself inside `$or`: operators of today and of some later day. */
const RESERVED = new Set([
  'exactly',
  'equals-ignore-case',
  'prefix',
  'suffix',
  'anything-but',
  'exists',
  'wildcard',
  'numeric',
  'cidr',
  '=',
  '<',
  '<=',
  '>',
  '>=',
  'regex',
  'not-wildcard',
  'not-equals-ignore-case',
  'date-after',
  'date-on-or-after',
  'date-before',
  'date-on-or-before',
  'in-date-range',
  'ip-address-in-range',
  'ip-address-not-in-range',
]);

/** Would a branch key of this name make `$or` an ordinary key? [event-ruler Constants] */
export function isReservedName(key: string): boolean {
  return RESERVED.has(key);
}
