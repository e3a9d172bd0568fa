import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FilterMessage, FilterPolicyScope } from '../../../electron/domain/filter-policy/index.ts';
import type { ApiAttribute, EnvelopeAttribute, S3Pointer } from '../../../electron/domain/message/index.ts';

type Attributes = Record<string, ApiAttribute>;

interface Digests {
  message_attributes: Array<{ id: string; attributes: Attributes; md5: string }>;
  receive_subset: Array<{ id: string; sent: Attributes; returned: string[]; md5: string }>;
  system_attributes: Array<{ id: string; system_attributes: Attributes; md5: string }>;
  bodies: Array<{ id: string; body: string; repeat?: number; md5: string }>;
  content_dedup: Array<{ id: string; body: string; sha256: string }>;
}

interface PointerVector {
  id: string;
  body: string;
  attributes: Record<string, EnvelopeAttribute>;
}

interface Pointers {
  pointers: Array<
    PointerVector & Omit<S3Pointer, 'pointerClass' | 'location'> & { pointer_class: string; pointer_in?: string }
  >;
  not_pointers: PointerVector[];
  disputed: PointerVector[];
}

/** A filter policy vector: `policy` as a JSON value, or `policy_raw` as the exact text. */
interface PolicyVector {
  id: string;
  scope: FilterPolicyScope;
  policy?: object;
  policy_raw?: string;
}

/** Is the message delivered? */
export interface MatchVector extends PolicyVector {
  message: FilterMessage;
  expect: boolean;
}

/** Does AWS take the policy, and what does it say when it does not? */
export interface ValidateVector extends PolicyVector {
  valid: boolean;
  reason?: string;
  error?: string;
}

interface FilterPolicies {
  match: MatchVector[];
  validate: ValidateVector[];
  disputed: { match: MatchVector[]; validate: ValidateVector[] };
}

/** The policy of a vector as the functions take it: raw text, or a value. */
export function policyOf(vector: PolicyVector): unknown {
  return vector.policy_raw ?? vector.policy;
}

export const digests: Digests = read('sqs-md5.json');
export const pointers: Pointers = read('s3-pointers.json');
export const filterPolicies: FilterPolicies = read('filter-policies.json');

function read<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8'));
}
