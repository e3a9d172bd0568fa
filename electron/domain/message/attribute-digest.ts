import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type AnyAttributes, toMessageAttributes } from './attributes.ts';
import { fromBase64, toUtf8 } from './bytes.ts';

/**
 * MD5OfMessageAttributes of exactly these attributes, '' when there are none (AWS then sends no digest). A receive
 * digests only the attributes that it returns. [SQS DG sqs-message-metadata]
 */
export function md5OfMessageAttributes(attributes: AnyAttributes): string {
  const entries = Object.entries(toMessageAttributes(attributes)).map(([name, attribute]) => ({
    name: toUtf8(name),
    ...attribute,
  }));
  if (entries.length === 0) return '';
  entries.sort((a, b) => compareBytes(a.name, b.name));
  const hash = md5.create();
  for (const { name, type, binary, value } of entries) {
    hash.update(lengthOf(name)).update(name);
    const typeBytes = toUtf8(type);
    hash.update(lengthOf(typeBytes)).update(typeBytes);
    const bytes = binary ? fromBase64(value) : toUtf8(value);
    hash
      .update(Uint8Array.of(binary ? 2 : 1))
      .update(lengthOf(bytes))
      .update(bytes);
  }
  return bytesToHex(hash.digest());
}

/** MD5OfMessageSystemAttributes: the same digest over the system attributes that were sent (`AWSTraceHeader`). */
export function md5OfMessageSystemAttributes(attributes: AnyAttributes): string {
  return md5OfMessageAttributes(attributes);
}

function lengthOf(bytes: Uint8Array): Uint8Array {
  const length = bytes.length;
  return Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
