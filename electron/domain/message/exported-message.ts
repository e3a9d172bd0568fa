import type { MessageAttributes } from '../../contract/messages.ts';

/** Where an exported message was seen. */
export interface ExportSource {
  profile: string;
  region: string;
  queueUrl: string;
}

/** A message as a line of an export holds it. What a line does not say is null, or empty. */
export interface ExportedMessage {
  messageId: string | null;
  body: string;
  attributes: MessageAttributes;
  /** System attributes by AWS's names (`SentTimestamp`, `MessageGroupId` ...), values as AWS wrote them. */
  system: Record<string, string>;
  source: ExportSource | null;
  /** Epoch ms. */
  firstSeen: number | null;
  /** Epoch ms. */
  lastSeen: number | null;
}

/** What of a message goes into a new send. */
export interface Sendable {
  body: string;
  attributes: MessageAttributes;
  groupId: string | null;
  deduplicationId: string | null;
  traceHeader: string | null;
}

/** What of an exported message is sent again: body, attributes, and the ids and trace header of its system attributes. */
export function toSendable({ body, attributes, system }: ExportedMessage): Sendable {
  return {
    body,
    attributes,
    groupId: system.MessageGroupId ?? null,
    deduplicationId: system.MessageDeduplicationId ?? null,
    traceHeader: system.AWSTraceHeader ?? null,
  };
}
