import { hash } from 'node:crypto';
import type { MessageAttributes } from './parse-attribute.ts';

/** MD5 of a body, hex. */
export function bodyMd5(body: string): string {
  return hash('md5', body);
}

/** The deduplication id of content-based deduplication: SHA-256 of the body alone, hex. */
export function contentDeduplicationId(body: string): string {
  return hash('sha256', body);
}

/**
 * MD5 of user or system attributes, hex; undefined when there are none.
 * Names in byte order; of each name, type and value the length in four bytes and the bytes; before a value its
 * transport type (1 text, 2 binary). Source: SQS developer guide, message metadata.
 */
export function attributesMd5(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes);
  if (names.length === 0) return undefined;
  const parts: Buffer[] = [];
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  };
  // Names are ASCII, so the order of UTF-16 units is that of bytes.
  for (const name of names.sort()) {
    const attribute = attributes[name];
    if (!attribute) continue;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    const binary = attribute.BinaryValue !== undefined;
    parts.push(Buffer.from([binary ? 2 : 1]));
    add(
      binary ? Buffer.from(attribute.BinaryValue ?? '', 'base64') : Buffer.from(attribute.StringValue ?? ''),
    );
  }
  return hash('md5', Buffer.concat(parts));
}

/** Body and user attributes (names, types, values) in bytes: what MaximumMessageSize limits. */
export function messageSize(body: string, attributes: MessageAttributes): number {
  let size = Buffer.byteLength(body);
  for (const name in attributes) {
    const attribute = attributes[name];
    if (!attribute) continue;
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType);
    if (attribute.BinaryValue !== undefined) size += Buffer.byteLength(attribute.BinaryValue, 'base64');
    else size += Buffer.byteLength(attribute.StringValue ?? '');
  }
  return size;
}
