import type { AnyAttributes } from '../message/attributes.ts';
import type { Block } from '../ip-address.ts';
import type { Span } from './json.ts';
import type { Wildcard } from './wildcard.ts';

/** What a policy looks at: the attribute FilterPolicyScope. */
export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** A message as a filter sees it. Without attributes it has none; `raw` is the exact text instead of the value `body`. */
export interface FilterMessage {
  attributes?: AnyAttributes;
  /** JSON value: the message's text is its JSON encoding. */
  body?: unknown;
  raw?: string;
}

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

/** A key and its conditions, or alternatives over keys. All rules of a list have to hold. */
export type Rule = KeyRule | OrRule;

/** One key; `path` joins nested keys with dots, which AWS does not tell from dots in names. */
export interface KeyRule extends Span {
  kind: 'key';
  path: string;
  /** Levels of nesting: 1 at the top. */
  level: number;
  /** Elements in the list, broken ones included. */
  size: number;
  conditions: Condition[];
}

/** `$or`: one branch has to hold. */
export interface OrRule extends Span {
  kind: 'or';
  branches: Rule[][];
}

/** What is wrong with a policy, in AWS's words, and where. */
export interface PolicyFault extends Span {
  reason: string;
  /** More than AWS's first line says. */
  detail?: string;
}

/** A policy as read: what could be understood, and what could not. */
export interface ParsedPolicy {
  /** The text that was read: the raw text, or the JSON encoding of the value. */
  text: string;
  rules: Rule[];
  faults: PolicyFault[];
  /** Accepted by AWS, and most likely a mistake. */
  warnings: PolicyFault[];
}
