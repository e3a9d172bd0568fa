import { attributesMd5 } from './digests.ts';
import type { Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';
import type { MessageAttributes } from './parse-attribute.ts';
import { receiptHandle } from './receipts.ts';
import { systemAttributes } from './system-attributes.ts';

/** A message as ReceiveMessage gives it: attributes only as far as they were asked for. */
export function show(
  queue: Queue,
  message: StoredMessage,
  systemNames: readonly string[],
  names: readonly string[],
): object {
  const system = systemNames.length > 0 ? systemAttributes(message, systemNames) : {};
  const user = names.length > 0 ? userAttributes(message.attributes, names) : {};
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(queue, message),
    MD5OfBody: message.bodyMd5,
    Body: message.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    // The digest covers what is returned, not what is stored.
    ...(Object.keys(user).length > 0 && {
      MD5OfMessageAttributes: attributesMd5(user),
      MessageAttributes: user,
    }),
  };
}

/** `All`, `.*`, `prefix.*` or exact names. */
function userAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  if (names.includes('All') || names.includes('.*')) return attributes;
  const prefixes = names.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -2));
  const wanted = (name: string): boolean =>
    names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}
