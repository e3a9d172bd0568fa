import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { type AnyAttributes, toMessageAttributes } from './attributes.ts';
import { fromBase64, toUtf8 } from './bytes.ts';

/**
 * MD5OfMessageAttributes of exactly these attributes, '' when there are none (AWS then sends no digest). A receive
 * digests only the attributes that it returns. [SQS DG sqs-message-metadata]
 */
export function md5OfMessageAttributes(attributes: AnyAttributes): string {
  const bytes = digestedBytes(attributes);
  return bytes ? bytesToHex(md5(bytes)) : '';
}

/** What is digested: by name, each part with its length before it; null when there are no attributes. */
function digestedBytes(attributes: AnyAttributes): Uint8Array | null {
  const entries = Object.entries(toMessageAttributes(attributes)).map(([name, attribute]) => ({
    name: toUtf8(name),
    ...attribute,
  }));
  if (entries.length === 0) return null;
  entries.sort((a, b) => compareBytes(a.name, b.name));
  return concatBytes(
    ...entries.flatMap(({ name, type, binary, value }) => {
      const typeBytes = toUtf8(type);
      const bytes = binary ? fromBase64(value) : toUtf8(value);
      const kind = Uint8Array.of(binary ? 2 : 1);
      return [lengthOf(name), name, lengthOf(typeBytes), typeBytes, kind, lengthOf(bytes), bytes];
    }),
  );
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
