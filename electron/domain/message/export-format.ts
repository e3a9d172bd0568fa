import { toWireAttributes } from './attributes.ts';
import type { ExportedMessage } from './exported-message.ts';

/**
 * A message as one line of JSON, without the line's end. The names are those of ReceiveMessage, so that other tools
 * read it too; `Source`, `FirstSeen` and `LastSeen` are Spillway's own. Bodies are text and stay as they are: a lone
 * surrogate is written as its escape. [SQS API Message]
 */
export function formatExportLine(message: ExportedMessage): string {
  const { messageId, body, attributes, system, source, firstSeen, lastSeen } = message;
  return JSON.stringify({
    ...(messageId !== null && { MessageId: messageId }),
    Body: body,
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: toWireAttributes(attributes) }),
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(source && {
      Source: { Profile: source.profile, Region: source.region, QueueUrl: source.queueUrl },
    }),
    ...(firstSeen !== null && { FirstSeen: firstSeen }),
    ...(lastSeen !== null && { LastSeen: lastSeen }),
  });
}
