import { type AnyAttributes, toMessageAttributes } from './attributes.ts';
import { base64Length, utf8Length } from './bytes.ts';

/**
 * Size of a message in bytes, as the limit counts it: the body and, of each user attribute, name, type and value.
 * System attributes (the trace header) do not count. [SQS API SendMessage; SNS API Publish]
 */
export function messageSize(body: string, attributes?: AnyAttributes): number {
  return utf8Length(body) + attributesSize(attributes);
}

/** The attributes' part of {@link messageSize}. */
export function attributesSize(attributes: AnyAttributes | undefined): number {
  let size = 0;
  for (const [name, { type, binary, value }] of Object.entries(toMessageAttributes(attributes))) {
    size += utf8Length(name) + utf8Length(type) + (binary ? base64Length(value) : utf8Length(value));
  }
  return size;
}
