import type { Block } from '../ip-address.ts';
import type { Span } from './json-node.ts';
import type { Wildcard } from './wildcard.ts';

/** A number by value and by spelling; `value` is null when it can only be compared as text. */
export interface NumberValue {
  text: string;
  value: bigint | null;
}

/** A value at the end of a path, in a policy or in a message. */
export type Scalar = string | boolean | null | NumberValue;

/** Operators that look at text alone and may stand inside `anything-but`. */
export type TextOperator = 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard';

/** A test of text. */
export type TextPattern =
  | { operator: 'prefix' | 'suffix' | 'equals-ignore-case'; text: string }
  | { operator: 'wildcard'; text: string; wildcard: Wildcard };

/** One end of a numeric range. */
export interface Bound {
  number: NumberValue;
  inclusive: boolean;
}

/** One element of a key's list: the key matches when one of its conditions does. */
export type Condition = Span &
  (
    | { operator: 'equals'; value: Scalar }
    | TextPattern
    | { operator: 'cidr'; text: string; block: Block }
    | { operator: 'numeric'; equal?: NumberValue; lower?: Bound; upper?: Bound }
    | { operator: 'exists'; expected: boolean }
    | { operator: 'anything-but'; values: Scalar[] }
    | { operator: 'anything-but-text'; inner: TextOperator; patterns: TextPattern[] }
  );
