import type { AnyAttributes } from '../message/attributes.ts';
import type { Span } from './json-node.ts';
import type { Condition } from './condition.ts';

/** What a policy looks at: the attribute FilterPolicyScope. */
export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** A message as a filter sees it. Without attributes it has none; `raw` is the exact text instead of the value `body`. */
export interface FilterMessage {
  attributes?: AnyAttributes;
  /** JSON value: the message's text is its JSON encoding. */
  body?: unknown;
  raw?: string;
}

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
