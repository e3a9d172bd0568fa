import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CauseKind } from '../../contract/captures.ts';
import type { Cause } from './cause.ts';
import { toComparable } from './normalise.ts';

/** A cause with its key: the first 64 bits of the digest of its kind, its place and what is compared. */
export function toCause(kind: CauseKind, from: string, title: string, compared = toComparable(title)): Cause {
  const digest = sha256(utf8ToBytes([kind, from, compared].join('\n').toWellFormed()));
  return { kind, from, title, key: bytesToHex(digest.subarray(0, 8)) };
}
