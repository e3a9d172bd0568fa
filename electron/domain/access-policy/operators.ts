import { type Address, isInBlock, parseAddress } from '../ip-address.ts';
import { type Glob, matchesGlob, toArnGlobs } from './glob.ts';

/** One comparison: is this value of the request what the policy's value asks for? */
export interface Operator {
  /** Negated operators hold when no value of the policy matches, and when the key is absent. */
  negated: boolean;
  matches(value: string, pattern: PolicyValue): boolean;
}

/** A policy's value: as written, and as a pattern with its variables replaced. */
export interface PolicyValue {
  text: string;
  glob: Glob;
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  ...pair('StringEquals', 'StringNotEquals', (value, { glob }) => value === plain(glob)),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', (value, { glob }) => {
    return value.toLowerCase() === plain(glob).toLowerCase();
  }),
  ...pair('StringLike', 'StringNotLike', (value, { glob }) => matchesGlob(glob, value)),
  ...pair('ArnEquals', 'ArnNotEquals', matchesArn),
  ...pair('ArnLike', 'ArnNotLike', matchesArn),
  ...pair(
    'NumericEquals',
    'NumericNotEquals',
    compare(toNumber, (a, b) => a === b),
  ),
  ...only(
    'NumericLessThan',
    compare(toNumber, (a, b) => a < b),
  ),
  ...only(
    'NumericLessThanEquals',
    compare(toNumber, (a, b) => a <= b),
  ),
  ...only(
    'NumericGreaterThan',
    compare(toNumber, (a, b) => a > b),
  ),
  ...only(
    'NumericGreaterThanEquals',
    compare(toNumber, (a, b) => a >= b),
  ),
  ...pair(
    'DateEquals',
    'DateNotEquals',
    compare(toTime, (a, b) => a === b),
  ),
  ...only(
    'DateLessThan',
    compare(toTime, (a, b) => a < b),
  ),
  ...only(
    'DateLessThanEquals',
    compare(toTime, (a, b) => a <= b),
  ),
  ...only(
    'DateGreaterThan',
    compare(toTime, (a, b) => a > b),
  ),
  ...only(
    'DateGreaterThanEquals',
    compare(toTime, (a, b) => a >= b),
  ),
  ...only('Bool', (value, { text }) => value.toLowerCase() === text.toLowerCase()),
  ...only('BinaryEquals', (value, { text }) => value === text),
  ...pair('IpAddress', 'NotIpAddress', matchesAddress),
};

/** The operator of this name, without prefix and suffix; undefined when IAM has none. `Null` is not among them. */
export function operatorOf(name: string): Operator | undefined {
  return Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
}

type Test = Operator['matches'];

function only(name: string, matches: Test): Record<string, Operator> {
  return { [name]: { negated: false, matches } };
}

function pair(name: string, opposite: string, matches: Test): Record<string, Operator> {
  return { [name]: { negated: false, matches }, [opposite]: { negated: true, matches } };
}

function plain(glob: Glob): string {
  return glob.map((part) => (typeof part === 'string' ? part : part.description)).join('');
}

function compare(read: (text: string) => number, test: (a: number, b: number) => boolean): Test {
  // NaN fails every test, so that a value that cannot be read never matches.
  return (value, { text }) => test(read(value), read(text));
}

function toNumber(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

/** Epoch ms of an ISO time or of epoch seconds. */
function toTime(text: string): number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** ARNs are compared part by part: a star in one part does not reach into the next. */
function matchesArn(value: string, { glob }: PolicyValue): boolean {
  const parts = toArnGlobs(glob);
  const arn = value.split(':');
  if (!parts || arn.length < 6) return false;
  const values = [...arn.slice(0, 5), arn.slice(5).join(':')];
  return parts.every((part, i) => matchesGlob(part, values[i] ?? ''));
}

function matchesAddress(value: string, { text }: PolicyValue): boolean {
  const address = parseAddress(value);
  const [ip = '', mask] = text.split('/');
  const block = parseAddress(ip);
  if (!address || !block) return false;
  const prefix = mask === undefined ? block.bits : /^\d{1,3}$/.test(mask) ? Number(mask) : -1;
  return isPrefix(prefix, block) && isInBlock(address, { ...block, prefix });
}

function isPrefix(prefix: number, { bits }: Address): boolean {
  return prefix >= 0 && prefix <= bits;
}
