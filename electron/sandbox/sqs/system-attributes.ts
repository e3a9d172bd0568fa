import { unknownAttribute } from './failures.ts';
import type { StoredMessage } from './message-model.ts';
import { isQueueAttribute } from './read-attributes.ts';

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

/** The system attributes of a message that a receive asks for. */
export function systemAttributes(message: StoredMessage, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names.includes('All') ? Object.keys(SYSTEM) : names) {
    const value = SYSTEM[name]?.(message);
    if (value !== undefined) found[name] = value;
  }
  return found;
}
