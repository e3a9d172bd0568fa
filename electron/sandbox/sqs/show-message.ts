import { attributesMd5 } from './digests.ts';
import { unknownAttribute } from './failures.ts';
import type { MessageAttributes, Queue, StoredMessage } from './model.ts';
import { isQueueAttribute } from './read-attributes.ts';
import { receiptHandle } from './receipts.ts';

const SYSTEM: Record<string, (message: StoredMessage) => string | undefined> = {
  SenderId: (message) => message.senderId,
  SentTimestamp: (message) => String(message.sentAt),
  ApproximateReceiveCount: (message) => String(message.receiveCount),
  ApproximateFirstReceiveTimestamp: (message) => String(message.firstReceivedAt),
  AWSTraceHeader: (message) => message.traceHeader,
  DeadLetterQueueSourceArn: (message) => message.deadLetterSourceArn,
  MessageGroupId: (message) => message.groupId,
  MessageDeduplicationId: (message) => message.deduplicationId,
  SequenceNumber: (message) => message.sequenceNumber,
};

/** Refuses system attribute names that SQS does not know. The old AttributeNames took those of queues too. */
export function checkSystemNames(names: readonly string[]): void {
  for (const name of names)
    if (!Object.hasOwn(SYSTEM, name) && !isQueueAttribute(name)) throw unknownAttribute(name);
}

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

function systemAttributes(message: StoredMessage, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names.includes('All') ? Object.keys(SYSTEM) : names) {
    const value = SYSTEM[name]?.(message);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** `All`, `.*`, `prefix.*` or exact names. */
function userAttributes(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  if (names.includes('All') || names.includes('.*')) return attributes;
  const prefixes = names.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -2));
  const wanted = (name: string): boolean =>
    names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}
