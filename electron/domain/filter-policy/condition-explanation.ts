import type { FilterPolicyScope } from './model.ts';
import type { ConditionCode } from './condition-code.ts';

/** One condition against one message. */
export interface ConditionExplanation {
  /** Key, nested keys joined with dots. */
  path: string;
  /** The condition as written in the policy. */
  condition: string;
  operator: string;
  matched: boolean;
  code: ConditionCode;
  /** To word it in any language: `path`, `expected`, `actual`, `type`, `actualType`. */
  params: Readonly<Record<string, string>>;
  /** The same in English. */
  text: string;
  /** Place in the policy's text. */
  offset: number;
  length: number;
}

/** How a policy was read: its text, and what it looks at. */
export interface View {
  source: string;
  scope: FilterPolicyScope;
}
